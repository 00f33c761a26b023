// One message: who, when, what, its blocks, files, reactions and replies.
import { h, icon } from "./dom.js";
import { api } from "./api.js";
import { surface } from "./surface.js";
import { attempt } from "./toast.js";
import { mrkdwn } from "./mrkdwn.js";
import { renderBlocks } from "./blocks.js";
import { fileCards } from "./files.js";
import { emojiNode } from "./emoji.js";
import { avatar } from "./people.js";
import { go } from "./route.js";
import { tools } from "./tools.js";
import { displayName, person, store } from "./store.js";
import { ago, clockTime, fullTime, tsDate } from "./time.js";

const systemKinds = new Set([
  "channel_join",
  "channel_leave",
  "group_join",
  "group_leave",
  "channel_topic",
  "group_topic",
  "channel_purpose",
  "group_purpose",
  "channel_name",
  "group_name",
  "channel_archive",
  "group_archive",
  "channel_unarchive",
  "group_unarchive",
  "pinned_item",
  "unpinned_item",
  "bookmark_added",
  "bot_add",
  "channel_posting_permissions",
]);

export const isSystem = (m) => systemKinds.has(m.subtype);
const isBot = (m) => Boolean(m.botName || person(m.user)?.bot || m.subtype === "bot_message");

/** Draws a message. `place`: {channel, inThread}; `compact`: the same person spoke just before. */
export function renderMessage(m, place, compact) {
  if (isSystem(m)) return systemLine(m);
  const classes = [
    "msg",
    compact && "compact",
    m.ephemeral && "ephemeral",
    m.pinned && "pinned",
    m.deleted && "deleted",
  ];
  const node = h("article", {
    class: classes.filter(Boolean).join(" "),
    testid: "msg",
    "data-ts": m.ts,
    "data-user": m.user,
    tabindex: "-1",
    "data-ephemeral": m.ephemeral ? "true" : null,
    "aria-label": `${nameOf(m)}, ${clockTime(tsDate(m.ts))}`,
  });
  if (compact) node.append(h("time", { class: "gutter", title: fullTime(tsDate(m.ts)) }, clockTime(tsDate(m.ts))));
  else node.append(avatar(m.user, false, isBot(m)));
  node.append(
    h(
      "div",
      { class: "said" },
      marks(m),
      compact ? null : who(m),
      m.deleted ? gone() : content(m, place),
      below(m, place),
    ),
  );
  if (!m.deleted) node.append(tools(m, place, node));
  return node;
}

/** The name it was posted under; a bare handle gives way to the full name. */
export const nameOf = (m) => (m.botName && m.botName !== person(m.user)?.name ? m.botName : displayName(m.user));

function who(m) {
  const date = tsDate(m.ts);
  return h(
    "div",
    { class: "who" },
    h("b", null, nameOf(m)),
    isBot(m) ? h("span", { class: "badge" }, "APP") : null,
    person(m.user)?.guest ? h("span", { class: "badge warn" }, "guest") : null,
    h("time", { datetime: date.toISOString(), title: fullTime(date) }, clockTime(date)),
    m.edited && isBot(m) ? h("span", { class: "edited" }, "(edited)") : null,
  );
}

function marks(m) {
  return [
    m.ephemeral ? h("div", { class: "marks", testid: "only-you" }, icon("eye"), "Only visible to you") : null,
    m.pinned ? h("div", { class: "marks", testid: "pinned-mark" }, icon("pin"), "Pinned") : null,
    m.command ? h("div", { class: "marks" }, icon("bolt"), m.command) : null,
    m.subtype === "thread_broadcast" ? h("div", { class: "marks" }, icon("reply"), "Also sent to the channel") : null,
  ];
}

const gone = () => h("div", { class: "text" }, "This message was deleted.");

function content(m, place) {
  const parts = [];
  const blocks = m.blocks ?? [];
  // What a person typed carries its marks in the text; its blocks repeat it without them.
  const byHand = m.text && !isBot(m) && blocks.every((b) => b.type === "rich_text");
  if (blocks.length > 0 && !byHand) parts.push(blocksOf(blocks, m, place));
  else if (m.text) {
    parts.push(
      h(
        "div",
        { class: "text", testid: "msg-text" },
        mrkdwn(m.text),
        m.edited && !isBot(m) ? h("span", { class: "edited" }, " (edited)") : null,
      ),
    );
  }
  for (const attachment of m.attachments ?? []) parts.push(attached(attachment, m, place));
  if (m.files?.length) parts.push(fileCards(m.files));
  return parts;
}

const plainKinds = new Set(["section", "rich_text", "markdown", "context"]);

/** Cards stand in a frame; a message of one or two plain paragraphs reads as talk. */
function blocksOf(blocks, m, place) {
  const node = renderBlocks(blocks, messageContext(m, place));
  const talk = blocks.length <= 2 && blocks.every((b) => plainKinds.has(b.type) && !b.accessory && !b.fields);
  if (!talk) node.classList.add("card");
  return node;
}

function attached(attachment, m, place) {
  const colour =
    { good: "#1b8a4b", warning: "#d99a1c", danger: "#c43228" }[attachment.color] ??
    attachment.color?.replace(/^#?/, "#");
  return h(
    "div",
    { class: "attachment", style: colour ? { "--tint": colour } : {} },
    attachment.pretext ? h("div", { class: "text" }, mrkdwn(attachment.pretext)) : null,
    attachment.blocks?.length ? renderBlocks(attachment.blocks, messageContext(m, place)) : null,
    attachment.title ? h("b", null, attachment.title) : null,
    attachment.text ? h("div", { class: "text" }, mrkdwn(attachment.text)) : null,
  );
}

/** What was chosen in a message's fields; kept while the message is redrawn. */
const typed = new Map();

function messageContext(m, place) {
  if (!typed.has(m.ts)) typed.set(m.ts, {});
  return surface({ address: { channel: place.channel, ts: m.ts }, blocks: m.blocks, values: typed.get(m.ts) });
}

function below(m, place) {
  const parts = [];
  if (m.reactions?.length) {
    parts.push(
      h(
        "div",
        { class: "reactions" },
        m.reactions.map((r) =>
          h(
            "button",
            {
              type: "button",
              class: "reaction",
              "aria-pressed": String(Boolean(r.mine)),
              testid: `reaction-${r.name}`,
              "aria-label": `${r.name.replaceAll("_", " ")}, ${r.count}`,
              title: `:${r.name}:`,
              on: { click: () => attempt(() => api.react(place.channel, m.ts, r.name)) },
            },
            emojiNode(r.name),
            String(r.count),
          ),
        ),
      ),
    );
  }
  if (!place.inThread && m.replyCount > 0) {
    const last = m.latestReply ? ` · last ${ago(tsDate(m.latestReply))}` : "";
    parts.push(
      h(
        "button",
        {
          type: "button",
          class: "replies",
          testid: "replies",
          on: { click: () => go(place.channel, { thread: m.ts }) },
        },
        icon("reply"),
        `${m.replyCount} ${m.replyCount === 1 ? "reply" : "replies"}${last}`,
      ),
    );
  }
  if (!place.inThread && m.threadTs && m.threadTs !== m.ts) {
    parts.push(
      h(
        "button",
        { type: "button", class: "replies", on: { click: () => go(place.channel, { thread: m.threadTs }) } },
        icon("reply"),
        "View the thread",
      ),
    );
  }
  return parts;
}

function systemLine(m) {
  const date = tsDate(m.ts);
  const said = /^<@[^>]+>/.test(m.text ?? "") ? mrkdwn(m.text) : [h("b", null, nameOf(m)), " ", mrkdwn(m.text ?? "")];
  return h(
    "div",
    { class: "sysline", testid: "msg", "data-ts": m.ts, "data-subtype": m.subtype, "data-user": m.user },
    said,
    h("time", { title: fullTime(date) }, clockTime(date)),
  );
}

/** May this person change it? Their own, typed by hand, and not a passing note. */
export const isMine = (m) => m.user === store.me && !m.ephemeral && !isBot(m);
