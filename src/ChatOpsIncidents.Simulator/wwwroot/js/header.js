// Above the messages: name, topic, clock, bookmarks, pins.
import { fill, h, icon, iconButton } from "./dom.js";
import { flat, mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { showMenu } from "./menu.js";
import { channel, displayName, dm, emit, on, person, placeName, store, workspaceNow } from "./store.js";
import { clockTime, clockTimeSeconds, fullTime, zoneName } from "./time.js";
import { nameOf } from "./message.js";
import { go } from "./route.js";
import { showChannelMenu } from "./channelmenu.js";

export function mountHeader(head, { openControls, toggleDrawer }) {
  const titles = h("div", { class: "titles" });
  const time = h("span", { testid: "clock" });
  const zone = h("span", { class: "zone" });
  const clock = h(
    "button",
    {
      type: "button",
      class: "clockbutton",
      testid: "controls-toggle",
      "aria-controls": "controls",
      title: "The workspace's clock, and trouble",
      on: { click: openControls },
    },
    icon("clock"),
    time,
    zone,
    h("span", { class: "sr" }, " workspace time, open the controls"),
  );
  const more = iconButton("more", "Channel", () => showChannelMenu(more), {
    testid: "channel-menu",
    "aria-haspopup": "menu",
    hidden: true,
  });
  head.append(
    iconButton("menu", "Channels", toggleDrawer, {
      class: "menubutton",
      testid: "drawer-toggle",
      "aria-controls": "side",
    }),
    titles,
    clock,
    more,
  );
  const tick = () => {
    const now = new Date(workspaceNow());
    fill(time, clockTime(now), h("span", { class: "seconds" }, clockTimeSeconds(now).slice(-3)));
    zone.textContent = zoneName(now);
    clock.classList.toggle("shifted", Math.abs(store.clockOffsetSeconds) >= 1);
    clock.title = `${fullTime(now)}: the workspace's clock, and trouble`;
    emit("tick", now);
  };
  setInterval(tick, 1000);
  const draw = () => {
    drawTitles(titles);
    drawTabTitle();
    more.hidden = !channel(store.place);
    tick();
  };
  on("state", draw);
  on("place", draw);
}

/** What the topic's mentions are drawn from. */
const names = () => store.channels.map((c) => c.name).join();

/** The tab's title: what is unread elsewhere, and where one is. */
function drawTabTitle() {
  const elsewhere = [...store.channels, ...store.dms].filter((p) => p.id !== store.place);
  const count = elsewhere.reduce((sum, p) => sum + (p.unread ?? 0), 0);
  document.title = `${count > 0 ? `(${count}) ` : ""}${placeName(store.place)} · ${store.team}`;
}

let drawn = "";

function drawTitles(titles) {
  const here = channel(store.place);
  const direct = dm(store.place);
  const key = JSON.stringify([
    here?.name,
    here?.topic,
    here?.private,
    here?.archived,
    direct,
    store.place,
    store.me,
    names(),
  ]);
  if (key === drawn) return;
  drawn = key;
  if (direct || store.place === "home") {
    const other = direct ? person(direct.with ?? direct.others[0]) : [...store.people.values()].find((p) => p.bot);
    const name = direct ? placeName(direct.id) : displayName(other?.id);
    fill(
      titles,
      h(
        "h1",
        null,
        avatar(other?.id, true),
        h("span", null, name),
        other?.bot ? h("span", { class: "badge" }, "APP") : null,
      ),
      h(
        "div",
        { class: "topic" },
        other?.bot ? "Runs incidents. Type /incident in any channel." : `@${other?.name ?? ""}`,
      ),
    );
    return;
  }
  const sign = here?.archived ? "archive" : here?.private ? "lock" : "hash";
  const topic = h(
    "button",
    {
      type: "button",
      class: "topic",
      testid: "topic",
      "aria-expanded": "false",
      title: here?.topic ? flat(here.topic) : null,
      on: {
        click: (event) => {
          if (event.target.closest("a, .mention")) return;
          topic.setAttribute("aria-expanded", String(topic.getAttribute("aria-expanded") !== "true"));
        },
      },
    },
    here?.topic ? mrkdwn(here.topic) : "No topic",
  );
  fill(
    titles,
    h("h1", { testid: "place-name" }, icon(sign), h("span", null, here?.name ?? "…")),
    here ? topic : null,
  );
}

/** Bookmarks and pins of the open channel; nothing is shown where there are none. */
export function drawBars(bars, messages) {
  const here = channel(store.place);
  const pinned = (messages ?? []).filter((m) => m.pinned);
  const key = JSON.stringify([here?.bookmarks, pinned.map((m) => [m.ts, m.text]), store.lost]);
  if (bars.dataset.key === key) return;
  bars.dataset.key = key;
  fill(
    bars,
    here?.bookmarks?.length || pinned.length
      ? h(
          "div",
          { class: "bar", role: "toolbar", "aria-label": "Pins and bookmarks", testid: "bar" },
          pinned.length ? pinButton(pinned) : null,
          (here?.bookmarks ?? []).map(bookmark),
        )
      : null,
  );
}

function bookmark(b) {
  const address = b.link ?? b.url ?? "";
  const label = [icon("bookmark", "small"), b.title || address];
  return /^https?:\/\//i.test(address)
    ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer", testid: "bookmark" }, label)
    : h("button", { type: "button", disabled: true }, label);
}

function pinButton(pinned) {
  const node = h(
    "button",
    {
      type: "button",
      class: "pinbutton",
      testid: "pins",
      "aria-haspopup": pinned.length > 1 ? "menu" : null,
      on: {
        click: () =>
          pinned.length === 1
            ? go(store.place, { msg: pinned[0].ts })
            : showMenu(
                node,
                pinned.map((m) => ({
                  icon: "pin",
                  label: summary(m),
                  detail: nameOf(m),
                  run: () => go(store.place, { msg: m.ts }),
                })),
                "Pinned messages",
              ),
      },
    },
    icon("pin", "small"),
    h("b", null, `${pinned.length} pinned`),
  );
  return node;
}

const summary = (m) => {
  const header = (m.blocks ?? []).find((b) => b.type === "header");
  return (header ? flat(header.text) : flat(m.text ?? "")).slice(0, 90) || "Message";
};
