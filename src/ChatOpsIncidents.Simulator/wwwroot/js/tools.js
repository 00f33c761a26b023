// What one can do with a message: react, reply, edit, delete, pin, add to the timeline, copy its link.
import { busy, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt, toast } from "./toast.js";
import { confirmDialog, pickEmoji, showMenu } from "./menu.js";
import { go, linkTo } from "./route.js";
import { isMine } from "./message.js";
import { toSource } from "./mentions.js";
import { channel } from "./store.js";

/** The bar at a message's top right. On touch screens only its last button is shown, and the menu holds everything. */
export function tools(m, place, node) {
  if (m.ephemeral) {
    return h(
      "div",
      { class: "tools" },
      iconButton("close", "Dismiss", () => attempt(() => api.remove(place.channel, m.ts)), {
        class: "more",
        testid: "dismiss",
        tabindex: "-1",
      }),
    );
  }
  const react = iconButton("smile", "React", () => pickEmoji(react, (name) => reactWith(m, place, name)), {
    testid: "react",
    tabindex: "-1",
  });
  const reply = place.inThread
    ? null
    : iconButton("reply", "Reply in thread", () => openThread(m, place), { testid: "reply", tabindex: "-1" });
  const more = iconButton("more", "More actions", () => showMenu(more, entries(m, place, node, more), "Message"), {
    class: "more",
    testid: "msg-menu",
    "aria-haspopup": "menu",
    tabindex: "-1",
  });
  return h("div", { class: "tools" }, react, reply, more);
}

const reactWith = (m, place, name) => attempt(() => api.react(place.channel, m.ts, name));
const openThread = (m, place) => go(place.channel, { thread: m.threadTs ?? m.ts });

function entries(m, place, node, anchor) {
  const archived = channel(place.channel)?.archived;
  const mine = isMine(m);
  return [
    archived
      ? undefined
      : {
          label: "React…",
          icon: "smile",
          testid: "menu-react",
          run: () => setTimeout(() => pickEmoji(anchor, (name) => reactWith(m, place, name))),
        },
    place.inThread
      ? undefined
      : { label: "Reply in thread", icon: "reply", testid: "menu-reply", run: () => openThread(m, place) },
    {
      label: "Add to timeline",
      icon: "timeline",
      testid: "menu-timeline",
      run: () => attempt(() => api.shortcut("add_to_timeline", place.channel, m.ts)),
    },
    {
      label: "Save as evidence",
      icon: "timeline",
      testid: "menu-evidence",
      run: () => attempt(() => api.shortcut("save_as_evidence", place.channel, m.ts)),
    },
    {
      label: "Record a finding",
      icon: "timeline",
      testid: "menu-finding",
      run: () => attempt(() => api.shortcut("record_finding", place.channel, m.ts)),
    },
    archived
      ? undefined
      : {
          label: m.pinned ? "Unpin from channel" : "Pin to channel",
          icon: "pin",
          testid: "menu-pin",
          run: () => attempt(() => api.pin(place.channel, m.ts)),
        },
    { label: "Copy link", icon: "link", testid: "menu-copy", run: () => copy(linkTo(place.channel, m.ts)) },
    mine && !archived ? null : undefined,
    mine && !archived
      ? { label: "Edit", icon: "edit", testid: "menu-edit", run: () => startEdit(m, place, node) }
      : undefined,
    mine && !archived
      ? { label: "Delete", icon: "trash", danger: true, testid: "menu-delete", run: () => remove(m, place) }
      : undefined,
  ].filter((entry) => entry !== undefined);
}

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link);
    toast("Link copied.");
  } catch {
    toast(link);
  }
}

async function remove(m, place) {
  const yes = await confirmDialog({
    title: "Delete this message?",
    text: "It stays in the incident's timeline as deleted.",
    confirm: "Delete",
    deny: "Keep",
    style: "danger",
  });
  if (yes) await attempt(() => api.remove(place.channel, m.ts));
}

/** Puts a small editor in the place of the words. Enter saves, Esc gives up. */
export function startEdit(m, place, node) {
  const said = node.querySelector(".said");
  if (!said || said.querySelector(".editbox")) return;
  const hidden = [...said.querySelectorAll(":scope > .text, :scope > .blocks")];
  for (const part of hidden) part.hidden = true;
  const area = h("textarea", { class: "input", "aria-label": "Edit message", testid: "edit-text", rows: "2" });
  area.value = toSource(m.text ?? "");
  const stop = () => {
    box.remove();
    for (const part of hidden) part.hidden = false;
    node.focus();
  };
  const save = h(
    "button",
    { type: "button", class: "button primary", testid: "edit-save", on: { click: () => store() } },
    "Save",
  );
  const store = () =>
    busy(save, async () => {
      const text = area.value.trim();
      if (text === "") {
        await remove(m, place);
        return;
      }
      if ((await attempt(() => api.edit(place.channel, m.ts, text))) !== undefined) stop();
    });
  const box = h(
    "div",
    { class: "editbox" },
    area,
    h("div", { class: "row" }, save, h("button", { type: "button", class: "button", on: { click: stop } }, "Cancel")),
  );
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      stop();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      store();
    }
  });
  hidden[0] ? hidden[0].before(box) : said.append(box);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
