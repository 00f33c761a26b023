// Common emoji names. A name that is not here is shown as it was written, between colons.
import { h } from "./dom.js";

const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|white_check_mark ✅|heavy_check_mark ✔️
ballot_box_with_check ☑️|x ❌|warning ⚠️|rotating_light 🚨|fire 🔥|fire_extinguisher 🧯|bangbang ‼️
exclamation ❗|question ❓|grey_question ❔|grey_exclamation ❕|red_circle 🔴|large_orange_circle 🟠
orange_circle 🟠|large_yellow_circle 🟡|yellow_circle 🟡|large_green_circle 🟢|green_circle 🟢
large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫
large_brown_circle 🟤|large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨
large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛
white_medium_square ◻️|black_medium_square ◼️|small_blue_diamond 🔹|small_orange_diamond 🔸|tada 🎉
confetti_ball 🎊|clap 👏|raised_hands 🙌|pray 🙏|wave 👋|muscle 💪|ok_hand 👌|point_right 👉|point_up ☝️
point_down 👇|raised_hand ✋|hand ✋|heart ❤️|blue_heart 💙|green_heart 💚|yellow_heart 💛|sparkles ✨
star ⭐|star2 🌟|zap ⚡|boom 💥|bulb 💡|smile 😄|smiley 😃|grin 😁|joy 😂|sweat_smile 😅
slightly_smiling_face 🙂|wink 😉|thinking_face 🤔|thinking 🤔|neutral_face 😐|cry 😢|sob 😭|scream 😱
sleeping 😴|relieved 😌|face_with_monocle 🧐|sunglasses 😎|facepalm 🤦|shrug 🤷|robot_face 🤖|skull 💀
rocket 🚀|ship 🚢|package 📦|construction 🚧|hammer 🔨|wrench 🔧|hammer_and_wrench 🛠️|gear ⚙️
nut_and_bolt 🔩|toolbox 🧰|rewind ⏪|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️
arrows_counterclockwise 🔄|repeat 🔁|fast_forward ⏩|arrow_forward ▶️|double_vertical_bar ⏸️
pause_button ⏸️|black_square_for_stop ⏹️|octagonal_sign 🛑|no_entry ⛔|no_entry_sign 🚫|stop_sign 🛑
arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️
heavy_plus_sign ➕|heavy_minus_sign ➖|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰
timer_clock ⏲️|clock1 🕐|clock3 🕒|clock9 🕘|calendar 📆|date 📅|spiral_calendar_pad 🗓️|bell 🔔|no_bell 🔕
mega 📣|loudspeaker 📢|speech_balloon 💬|thought_balloon 💭|phone ☎️|telephone_receiver 📞|pager 📟
email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|lock 🔒
unlock 🔓|key 🔑|shield 🛡️|mag 🔍|mag_right 🔎|microscope 🔬|test_tube 🧪|memo 📝|pencil ✏️|pencil2 ✏️
clipboard 📋|page_facing_up 📄|scroll 📜|notebook 📓|books 📚|book 📖|bookmark 🔖|bookmark_tabs 📑|label 🏷️
file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|bar_chart 📊|computer 💻|desktop_computer 🖥️|keyboard ⌨️|floppy_disk 💾
cloud ☁️|globe_with_meridians 🌐|satellite 📡|electric_plug 🔌|battery 🔋|satellite_antenna 📡
bust_in_silhouette 👤|busts_in_silhouette 👥|technologist 🧑‍💻|firefighter 🧑‍🚒
helmet_with_white_cross ⛑️|ambulance 🚑|fire_engine 🚒|crown 👑|trophy 🏆|medal 🏅|one 1️⃣|two 2️⃣
three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|100 💯
information_source ℹ️|new 🆕|sos 🆘|up 🆙|ok 🆗|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️
traffic_light 🚦|vertical_traffic_light 🚦|anchor ⚓|compass 🧭|world_map 🗺️|dart 🎯|coffee ☕|bed 🛏️
zzz 💤|crescent_moon 🌙|sunrise 🌅|sunny ☀️|umbrella ☔|snowflake ❄️|ocean 🌊|seedling 🌱|bug 🐛|turtle 🐢
snail 🐌|cat 🐱|dog 🐶|broken_heart 💔|money_with_wings 💸|moneybag 💰|credit_card 💳|shopping_trolley 🛒
shopping_cart 🛒|ghost 👻|ring_buoy 🛟|life_ring 🛟|ear 👂|hourglass_done ⌛|adhesive_bandage 🩹
stethoscope 🩺`;

const known = new Map(
  table
    .trim()
    .split(/[|\n]/)
    .map((pair) => {
      const cut = pair.lastIndexOf(" ");
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
);

/** The character for a name, or null. A skin tone is dropped. */
export const emojiOf = (name) => known.get(name.replace(/::skin-tone-\d$/, "")) ?? null;

// The signs that cards use are drawn: a system without a font for emoji shows boxes in their place.
const drawn = new Map([
  ["🔴", ["red circle", "urgent", ""]],
  ["🔔", ["bell", "attention", "!"]],
  ["✅", ["white check mark", "good", "✓"]],
]);

function sign(character) {
  const [name, look, mark] = drawn.get(character);
  return h("span", { class: `sign ${look}`, role: "img", "aria-label": name }, mark);
}

/** A plain text as nodes, its signs drawn. */
export const withSigns = (text) =>
  text
    .split(/(🔴|🔔|✅)/u)
    .filter((piece) => piece.length > 0)
    .map((piece) => (drawn.has(piece) ? sign(piece) : piece));

/** An element for an emoji; the name stays readable for a screen reader and as a tooltip. */
export function emojiNode(name) {
  const found = emojiOf(name);
  if (drawn.has(found)) return sign(found);
  return found
    ? h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, found)
    : document.createTextNode(`:${name}:`);
}

/** What the small picker offers. */
export const picks = [
  "+1",
  "eyes",
  "white_check_mark",
  "rotating_light",
  "fire",
  "rewind",
  "raised_hands",
  "tada",
  "heart",
  "pray",
  "thinking_face",
  "x",
  "warning",
  "pushpin",
  "memo",
  "rocket",
  "chart_with_upwards_trend",
  "bug",
];
