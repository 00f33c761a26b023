// Where one types. Enter sends, Shift+Enter breaks the line, Esc closes what is proposed, arrows choose from it.
import { fill, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt, toast } from "./toast.js";
import { showMenu } from "./menu.js";
import { proposalsFor } from "./proposals.js";
import { takeFiles } from "./attach.js";

const drafts = new Map();
let made = 0;

export class Composer {
  /**
   * `target()`: {channel, threadTs, placeholder, closed?: {text, action, run}}; `onSent` after each success;
   * `onEditLast` for ArrowUp in an empty box.
   */
  constructor({ testid, inThread = false, target, onSent, onEditLast }) {
    Object.assign(this, { inThread, target, onSent, onEditLast, items: [], at: -1, testid });
    const listId = `proposals-${++made}`;
    this.area = h("textarea", {
      rows: "1",
      testid,
      autocomplete: "off",
      spellcheck: "true",
      // Until a place is open there is nowhere to say it.
      disabled: true,
      enterkeyhint: "send",
      "aria-autocomplete": "list",
      "aria-controls": listId,
      "aria-haspopup": "listbox",
    });
    this.sendButton = iconButton("send", "Send", () => this.send(), {
      class: "send",
      testid: inThread ? "thread-send" : "send",
      disabled: true,
    });
    this.list = h("ul", {
      class: "proposals",
      role: "listbox",
      id: listId,
      hidden: true,
      "aria-label": "Proposals",
      testid: "proposals",
    });
    this.file = h("input", {
      type: "file",
      hidden: true,
      multiple: true,
      testid: inThread ? "thread-upload" : "upload",
      "aria-label": "Upload a file",
    });
    this.plus = iconButton("plus", "Shortcuts and files", () => this.openPlus(), {
      testid: inThread ? "thread-plus" : "plus",
      "aria-haspopup": "menu",
    });
    this.status = h("div", { class: "status", role: "status" });
    this.box = h("div", { class: "box" }, this.plus, this.area, this.sendButton, this.file);
    this.root = h("div", { class: "composer" }, this.list, this.box, this.status);
    this.listen();
  }

  listen() {
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("keydown", (event) => this.keys(event));
    this.area.addEventListener("blur", () => {
      // A little later, so that a tap on a proposal still finds it; by then the box may have the focus again.
      setTimeout(() => {
        if (document.activeElement !== this.area) this.close();
      }, 120);
    });
    this.area.addEventListener("click", () => this.propose());
    takeFiles({ root: this.root, area: this.area, input: this.file, upload: (files) => this.upload(files) });
  }

  /** Another place: its own draft comes back. */
  open() {
    const { placeholder, closed } = this.target();
    this.area.disabled = false;
    this.area.value = drafts.get(this.key()) ?? "";
    this.refresh(placeholder, closed);
    this.changed();
    this.close();
  }

  /** What is said around the box: placeholder, or why nothing can be said here. */
  refresh(placeholder = this.target().placeholder, closed = this.target().closed) {
    this.area.placeholder = placeholder;
    this.area.setAttribute("aria-label", placeholder);
    this.note?.remove();
    this.note = null;
    this.box.hidden = Boolean(closed);
    this.status.hidden = Boolean(closed);
    if (closed) {
      this.note = h(
        "div",
        { class: "closed", testid: "composer-closed" },
        h("span", null, closed.text),
        closed.action
          ? h(
              "button",
              { type: "button", class: "button primary", testid: closed.testid, on: { click: closed.run } },
              closed.action,
            )
          : null,
      );
      this.root.prepend(this.note);
    }
    this.idle();
  }

  idle() {
    fill(
      this.status,
      h("span", null),
      h("span", { class: "keys" }, h("b", null, "Enter"), " sends · ", h("b", null, "Shift+Enter"), " new line"),
    );
  }

  key() {
    const { channel, threadTs } = this.target();
    return `${channel}/${threadTs ?? ""}`;
  }

  /** Puts words in, for the person to complete. `select` marks a part to type over. */
  put(text, select) {
    this.area.value = text;
    this.changed();
    this.area.focus();
    const from = select ? text.indexOf(select) : text.length;
    this.area.setSelectionRange(from, from + (select?.length ?? 0));
    this.close();
  }

  changed() {
    drafts.set(this.key(), this.area.value);
    this.sendButton.disabled = this.area.value.trim() === "";
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
    this.propose();
  }

  propose() {
    const found =
      document.activeElement === this.area
        ? proposalsFor(this.area.value, this.area.selectionStart, { inThread: this.inThread })
        : null;
    if (!found) {
      this.close();
      return;
    }
    this.items = found.items;
    this.at = -1;
    fill(
      this.list,
      found.title ? h("li", { class: "title", role: "presentation" }, found.title) : null,
      found.items.map((item, index) =>
        h(
          "li",
          {
            role: "option",
            "aria-selected": "false",
            class: item.className,
            testid: item.testid,
            id: `${this.list.id}-${index}`,
            on: {
              mousedown: (event) => {
                event.preventDefault();
                this.take(item);
              },
            },
          },
          item.node,
        ),
      ),
    );
    this.list.hidden = false;
  }

  close() {
    this.list.hidden = true;
    this.items = [];
    this.at = -1;
    this.area.removeAttribute("aria-activedescendant");
  }

  take(item) {
    if (!item?.insert) return;
    const caret = this.area.selectionStart;
    const text = this.area.value.slice(0, item.from) + item.insert + this.area.value.slice(caret);
    const at = item.from + item.insert.length;
    this.area.value = text;
    this.area.setSelectionRange(at, at);
    this.changed();
  }

  keys(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (event.key === "Escape") {
      if (open) {
        event.stopPropagation();
        this.close();
      } else this.area.blur();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Tab" && !event.shiftKey && this.items.some((i) => i.insert)) {
      event.preventDefault();
      this.take(this.items[Math.max(this.at, 0)]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      // Enter takes a proposal only when one was chosen with the arrows, or a name is being typed; else it sends.
      if (open && (this.at >= 0 || this.items[0]?.className === "person"))
        this.take(this.items[Math.max(this.at, 0)]);
      else this.send();
    } else if (event.key === "ArrowUp" && this.area.value === "") {
      if (this.onEditLast?.()) event.preventDefault();
    }
  }

  choose(step) {
    const options = [...this.list.querySelectorAll('[role="option"]')];
    this.at = (this.at + step + options.length) % options.length;
    if (this.at < 0) this.at = 0;
    options.forEach((node, index) => node.setAttribute("aria-selected", String(index === this.at)));
    options[this.at].scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", options[this.at].id);
  }

  async send() {
    const text = this.area.value.trim();
    if (text === "") return;
    const { channel, threadTs } = this.target();
    const key = this.key();
    this.area.value = "";
    this.changed();
    this.close();
    const slow = setTimeout(() => fill(this.status, h("span", { class: "dots" }, "Sending")), 250);
    const sent = await attempt(async () => (await api.say(channel, text, threadTs)) ?? {});
    clearTimeout(slow);
    this.idle();
    if (sent?.error) toast(sent.error, { error: true });
    if (sent === undefined || sent.error) {
      drafts.set(key, text);
      if (this.key() === key && this.area.value === "") {
        this.area.value = text;
        this.changed();
        this.close();
      }
      return;
    }
    this.onSent?.(text, sent);
  }

  async upload(files) {
    const { channel, threadTs } = this.target();
    for (const file of files) {
      fill(this.status, h("span", { class: "dots" }, `Uploading ${file.name}`));
      if ((await attempt(async () => (await api.upload(channel, file, threadTs)) ?? {})) !== undefined)
        this.onSent?.("", {});
    }
    this.idle();
  }

  openPlus() {
    const shortcut = async () => {
      const { channel } = this.target();
      const sent = await attempt(async () => (await api.shortcut("declare_incident", channel)) ?? {});
      if (sent !== undefined) this.onSent?.("", {});
    };
    const entries = [{ icon: "clip", label: "Upload a file", testid: "plus-upload", run: () => this.file.click() }];
    if (!this.inThread) {
      entries.unshift(
        {
          icon: "rescue",
          label: "Declare an incident",
          detail: "Opens a form",
          testid: "shortcut-declare",
          run: shortcut,
        },
        {
          icon: "bolt",
          label: "Type a command",
          detail: "/incident …",
          testid: "plus-command",
          run: () => this.slash(),
        },
      );
    }
    showMenu(this.plus, entries, "Shortcuts and files");
  }

  slash() {
    setTimeout(() => {
      this.put("/incident ");
      this.propose();
    });
  }
}
