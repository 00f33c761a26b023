// Menus, the emoji picker and "are you sure?". Menus use the browser's popover: Esc and a tap outside close them.
import { h, icon, narrow } from "./dom.js";
import { emojiNode, picks } from "./emoji.js";
import { textNode } from "./mrkdwn.js";

let open = null;

/** Shows a menu at a button. Items: `{label, detail, icon, danger, checked, testid, href, run}`, or null for a line. */
export function showMenu(anchor, items, label) {
  const body = items.map((item) => (item === null ? h("hr", { role: "separator" }) : menuItem(item)));
  return showPopover(anchor, h("div", { class: "menu", role: "menu", "aria-label": label }, body));
}

function menuItem(item) {
  const attributes = {
    class: `item ${item.danger ? "danger" : ""}`,
    role: item.checked === undefined ? "menuitem" : "menuitemradio",
    tabindex: "-1",
    "aria-checked": item.checked === undefined ? null : String(item.checked),
    testid: item.testid,
    on: {
      click: (event) => {
        closeMenu();
        item.run?.(event);
      },
    },
  };
  const inside = [
    item.node ?? (item.icon ? icon(item.icon) : null),
    h("span", null, item.content ?? item.label, item.detail ? h("small", null, item.detail) : null),
  ];
  return item.href
    ? h("a", { ...attributes, href: item.href, target: "_blank", rel: "noopener noreferrer" }, inside)
    : h("button", { ...attributes, type: "button" }, inside);
}

/** Puts any panel at a button. Inside a dialog it must be a child of that dialog, or it is inert. */
export function showPopover(anchor, panel) {
  if (open?.anchor === anchor) {
    closeMenu();
    return open?.panel;
  }
  closeMenu();
  panel.popover = "auto";
  (anchor.closest("dialog") ?? document.body).append(panel);
  anchor.setAttribute("aria-expanded", "true");
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    const inside = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.remove();
    if (open?.panel === panel) open = null;
    if (inside && anchor.isConnected) anchor.focus({ preventScroll: true });
  });
  panel.addEventListener("keydown", move);
  open = { anchor, panel };
  panel.showPopover();
  place(anchor, panel);
  panel.querySelector("[aria-checked=true], [role^=menuitem], button, input")?.focus({ preventScroll: true });
  return panel;
}

export function closeMenu() {
  if (open?.panel.isConnected) open.panel.hidePopover();
  open = null;
}

function place(anchor, panel) {
  if (narrow()) return;
  const at = anchor.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const below = at.bottom + 6 + size.height <= innerHeight - 8;
  const top = below ? at.bottom + 6 : Math.max(8, at.top - 6 - size.height);
  const left = at.left + size.width <= innerWidth - 8 ? at.left : at.right - size.width;
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
}

function move(event) {
  const items = [...event.currentTarget.querySelectorAll("[role^=menuitem], .pick")];
  const now = items.indexOf(document.activeElement);
  const columns = event.currentTarget.classList.contains("emojis") ? 6 : 1;
  const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next =
    event.key === "Home"
      ? 0
      : event.key === "End"
        ? items.length - 1
        : step === undefined
          ? -1
          : (now + step + items.length) % items.length;
  if (next < 0 || items.length === 0) return;
  event.preventDefault();
  items[next].focus();
}

/** The small picker. Calls `pick` with the emoji's name. */
export function pickEmoji(anchor, pick) {
  const buttons = picks.map((name) =>
    h(
      "button",
      {
        type: "button",
        class: "pick",
        title: `:${name}:`,
        "aria-label": name.replaceAll("_", " "),
        testid: `emoji-${name}`,
        on: {
          click: () => {
            closeMenu();
            pick(name);
          },
        },
      },
      emojiNode(name),
    ),
  );
  showPopover(anchor, h("div", { class: "menu emojis", role: "menu", "aria-label": "Add a reaction" }, buttons));
}

/** Asks before something is done. Resolves to true for yes; Esc and the other button are no. */
export function confirmDialog({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const yes = h(
      "button",
      {
        type: "button",
        class: `button ${style === "danger" ? "danger" : "primary"}`,
        testid: "confirm-yes",
        on: { click: () => dialog.close("yes") },
      },
      textNode(confirm ?? "Yes"),
    );
    const no = h(
      "button",
      { type: "button", class: "button", testid: "confirm-no", on: { click: () => dialog.close() } },
      textNode(deny ?? "Cancel"),
    );
    const dialog = h(
      "dialog",
      {
        class: "modal confirm",
        "aria-labelledby": "confirm-title",
        testid: "confirm",
        on: {
          close: () => {
            dialog.remove();
            resolve(dialog.returnValue === "yes");
          },
        },
      },
      h("div", { class: "top" }, h("h2", { id: "confirm-title" }, textNode(title))),
      h("div", { class: "mid" }, textNode(text)),
      h("div", { class: "end" }, no, yes),
    );
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}
