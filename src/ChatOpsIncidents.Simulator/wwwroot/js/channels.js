// The left side: channels, direct messages, the bot's home; unread marks, locks and archives.
import { fill, h, icon, iconButton, mark, busy } from "./dom.js";
import { api } from "./api.js";
import { attempt } from "./toast.js";
import { go } from "./route.js";
import { avatar, mountWhoAmI } from "./people.js";
import { bot, displayName, dmName, dmWith, humans, on, person, store } from "./store.js";

let lists;
let adding = false;

export function mountChannels(host) {
  lists = h("div", { class: "lists" });
  const who = h("div", { class: "whoami" });
  const team = h("b");
  host.append(
    h(
      "div",
      { class: "team" },
      mark(),
      team,
      iconButton("sun", "Light or dark", () => window.toggleTheme(), { testid: "theme-toggle" }),
    ),
    lists,
    who,
  );
  mountWhoAmI(who);
  const draw = () => {
    fill(team, store.team, h("small", null, "Local workspace"));
    drawLists();
  };
  on("state", draw);
  on("place", drawLists);
}

function drawLists() {
  const focused = document.activeElement?.dataset?.testid;
  const live = store.channels.filter((c) => !c.archived).sort(byName);
  const mine = live.filter((c) => c.member);
  const others = live.filter((c) => !c.member && !c.private);
  const archived = store.channels.filter((c) => c.archived).sort(byName);
  fill(
    lists,
    app(),
    heading(
      "Channels",
      iconButton(
        "plus",
        "New channel",
        () => {
          adding = !adding;
          drawLists();
        },
        { testid: "channel-new" },
      ),
    ),
    adding ? newChannel() : null,
    h("ul", null, mine.map(channelItem)),
    others.length ? [heading("More channels"), h("ul", null, others.map(channelItem))] : null,
    heading("Direct messages"),
    h(
      "ul",
      null,
      humans()
        .filter((p) => p.id !== store.me)
        .map(personItem),
      groups(),
    ),
    archived.length ? [heading("Archived"), h("ul", null, archived.map(channelItem))] : null,
  );
  if (focused) lists.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

const byName = (a, b) => a.name.localeCompare(b.name, "en", { numeric: true });
const heading = (text, extra) => h("h2", null, text, extra);

function place(id, testid, unread, classes, inside, open = () => go(id)) {
  const here = store.place === id;
  // What one is looking at counts as read, whatever an answer on its way says.
  const count = here ? 0 : (unread ?? 0);
  return h(
    "li",
    null,
    h(
      "button",
      {
        type: "button",
        class: `place ${classes} ${count > 0 ? "unread" : ""}`,
        testid,
        "aria-current": here ? "page" : null,
        "data-id": id,
        on: { click: open },
      },
      inside,
      count > 0
        ? h("span", { class: "count" }, count > 99 ? "99+" : String(count), h("span", { class: "sr" }, " unread"))
        : null,
    ),
  );
}

function channelItem(c) {
  const classes = `${c.archived ? "archived" : ""} ${c.member ? "" : "foreign"}`;
  const sign = c.archived ? "archive" : c.private ? "lock" : "hash";
  return place(c.id, `channel-${c.name}`, c.unread, classes, [
    icon(sign),
    h("span", { class: "label" }, c.name),
    c.private ? h("span", { class: "sr" }, " private") : null,
    c.archived ? h("span", { class: "sr" }, " archived") : null,
  ]);
}

function app() {
  const it = bot();
  if (!it) return null;
  const direct = dmWith(it.id);
  return h(
    "ul",
    null,
    place(
      direct?.id ?? "home",
      "bot-home",
      direct?.unread,
      "",
      [avatar(it.id, true), h("span", { class: "label" }, displayName(it.id)), h("span", { class: "badge" }, "APP")],
      () => openDirect(it.id, "home"),
    ),
  );
}

function personItem(p) {
  const direct = dmWith(p.id);
  return place(
    direct?.id ?? `dm-${p.id}`,
    `dm-${p.name}`,
    direct?.unread,
    "",
    [
      avatar(p.id, true),
      h("span", { class: "label" }, displayName(p.id)),
      p.guest ? h("span", { class: "badge warn" }, "guest") : null,
    ],
    () => openDirect(p.id),
  );
}

/** Conversations of several people: those direct ones that belong to no single other person. */
function groups() {
  return store.dms
    .filter((d) => !person(d.with))
    .map((d) => place(d.id, `dm-${d.id}`, d.unread, "", [icon("people"), h("span", { class: "label" }, dmName(d))]));
}

async function openDirect(id) {
  const known = dmWith(id);
  if (known) {
    go(known.id);
    return;
  }
  const made = await attempt(() => api.dm(id));
  const opened = made?.id ?? made?.channel?.id ?? made?.channel;
  if (opened) go(opened);
}

function newChannel() {
  const input = h("input", {
    class: "input",
    type: "text",
    placeholder: "name-of-channel",
    "aria-label": "Name of the new channel",
    maxlength: "80",
    testid: "channel-new-name",
    autocomplete: "off",
    on: {
      keydown: (event) => {
        if (event.key === "Enter") create();
        if (event.key === "Escape") {
          adding = false;
          drawLists();
        }
      },
    },
  });
  const button = h(
    "button",
    { type: "button", class: "button primary", testid: "channel-new-create", on: { click: () => create() } },
    "Create",
  );
  const create = () =>
    busy(button, async () => {
      const name = input.value.trim().toLowerCase().replace(/^#/, "").replace(/\s+/g, "-");
      if (!name) {
        input.focus();
        return;
      }
      const made = await attempt(() => api.createChannel(name));
      if (made === undefined) return;
      adding = false;
      const id = made?.id ?? made?.channel?.id ?? made?.channel;
      if (id) go(id);
      drawLists();
    });
  setTimeout(() => input.focus());
  return h("div", { class: "newchannel" }, input, button);
}
