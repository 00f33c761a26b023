// Faces, and the switcher of the person one acts as.
import { append, fill, h, icon, mark, memory } from "./dom.js";
import { showPopover, closeMenu } from "./menu.js";
import { displayName, emit, humans, me, on, person, store } from "./store.js";
import { clockTime, zoneName } from "./time.js";

const fallbackTints = ["#8a4b2f", "#2f6f8a", "#6a4c93", "#2f7d4f", "#8a2f5f", "#5b6b2f"];

function tint(someone, id) {
  const given = someone?.colour?.replace(/^#?/, "#");
  // Any colour is darkened until white initials on it can be read.
  if (given && /^#[0-9a-f]{3,8}$/i.test(given)) return `color-mix(in oklab, ${given} 60%, #14201e)`;
  const sum = [...String(id)].reduce((n, c) => n + c.charCodeAt(0), 0);
  return fallbackTints[sum % fallbackTints.length];
}

/** A person's square: initials on their colour; the life ring for the bot. */
export function avatar(id, small = false, asBot = false) {
  const someone = person(id);
  if (someone?.bot || asBot)
    return h("span", { class: `avatar bot ${small ? "small" : ""}`, "aria-hidden": "true" }, mark());
  const initials = displayName(id)
    .split(/[\s.]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((w) => w[0].toUpperCase())
    .join("");
  return h(
    "span",
    { class: `avatar ${small ? "small" : ""}`, style: { "--tint": tint(someone, id) }, "aria-hidden": "true" },
    initials,
  );
}

export const firstName = (id) => displayName(id).split(" ")[0];

/** Picks who acts in this tab: the address (?as=), this tab's choice, the last one, else the first person. */
export function choosePerson() {
  const asked = new URLSearchParams(location.search).get("as") ?? session() ?? memory.get("person");
  const people = humans();
  const found = people.find((p) => p.id === asked || p.name === asked) ?? people.find((p) => !p.guest) ?? people[0];
  return found?.id ?? null;
}

function session(value) {
  try {
    if (value) sessionStorage.setItem("workspace.person", value);
    return sessionStorage.getItem("workspace.person");
  } catch {
    return null;
  }
}

export function rememberPerson(id) {
  memory.set("person", id);
  session(id);
  // An address that names someone follows the choice, or a reload would undo it.
  const address = new URL(location.href);
  if (!address.searchParams.has("as")) return;
  address.searchParams.set("as", person(id)?.name ?? id);
  history.replaceState(null, "", address);
}

/** The foot of the channel list: "You are Ana", and the list behind it. */
export function mountWhoAmI(host) {
  const button = h("button", {
    type: "button",
    testid: "whoami",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    on: { click: () => openList(button) },
  });
  host.append(button);
  const draw = () => {
    const mine = me();
    if (!mine) return;
    fill(
      button,
      avatar(mine.id),
      h(
        "span",
        { class: "name" },
        `You are ${firstName(mine.id)} `,
        mine.guest ? h("span", { class: "badge warn" }, "guest") : null,
        h("small", null, `Switch person · ${zoneName()}`),
      ),
      icon("chevron"),
    );
  };
  on("state", draw);
}

function openList(button) {
  const panel = h("div", { class: "menu peoplelist", role: "menu", "aria-label": "Act as" });
  append(
    panel,
    humans().map((p) =>
      h(
        "button",
        {
          type: "button",
          class: "item person",
          role: "menuitemradio",
          "aria-checked": String(p.id === store.me),
          tabindex: "-1",
          testid: `person-${p.name}`,
          on: {
            click: () => {
              closeMenu();
              if (p.id !== store.me) emit("switch", p.id);
            },
          },
        },
        avatar(p.id),
        h(
          "span",
          null,
          h("b", null, displayName(p.id)),
          " ",
          p.guest ? h("span", { class: "badge warn" }, "guest") : null,
          h("small", null, `@${p.name} · ${timeOf(p)}`),
        ),
        p.id === store.me ? icon("check") : null,
      ),
    ),
  );
  showPopover(button, panel);
}

function timeOf(p) {
  const city = (p.tz ?? "UTC").split("/").at(-1).replaceAll("_", " ");
  try {
    const now = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: p.tz }).format(
      new Date(Date.now() + store.serverMinusLocal),
    );
    return `${now} in ${city}`;
  } catch {
    return clockTime(new Date());
  }
}
