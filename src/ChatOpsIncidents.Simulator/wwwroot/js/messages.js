// A stream of messages, re-read often and redrawn only where something changed, so that nothing jumps or loses focus.
import { h, icon } from "./dom.js";
import { isSystem, renderMessage } from "./message.js";
import { myZone, store } from "./store.js";
import { dayKey, dayName, tsDate } from "./time.js";

const groupSeconds = 300;
const nearBottom = 90;
const pageSize = 200;
const nearTop = 240;

export class Stream {
  /** `inThread`: a thread's replies, without day lines. */
  constructor({ inThread = false, label, testid }) {
    this.inThread = inThread;
    this.list = h("div", {
      class: "stream",
      role: "log",
      "aria-live": "polite",
      "aria-relevant": "additions",
      "aria-label": label,
      tabindex: "-1",
    });
    this.scroller = h("div", { class: "scroller", testid }, this.list);
    this.jump = h("button", {
      type: "button",
      class: "jump",
      hidden: true,
      testid: "jump",
      on: { click: () => this.toEnd(true) },
    });
    this.nodes = new Map();
    this.stick = true;
    this.fresh = 0;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.keys(event));
    this.list.addEventListener("focusin", (event) => this.focused(event.target.closest(".msg")));
    new ResizeObserver(() => {
      if (this.stick) this.toEnd();
    }).observe(this.list);
    new ResizeObserver(() => {
      if (this.stick) this.toEnd();
    }).observe(this.scroller);
  }

  /** Forgets what was shown: another place is opened. */
  clear(place, unread = 0) {
    this.place = place;
    this.unread = unread;
    this.limit = pageSize;
    this.newFrom = undefined;
    this.nodes.clear();
    this.list.replaceChildren();
    this.stick = true;
    this.fresh = 0;
    this.last = null;
    this.drawJump();
  }

  /** Shows these messages, oldest first. */
  show(messages, intro) {
    this.given = { messages, intro };
    this.noteNew(messages);
    this.hidden = Math.max(0, messages.length - this.limit);
    const shown = messages.slice(this.hidden);
    const wanted = [];
    if (this.hidden > 0) wanted.push(this.entry("earlier", "earlier", () => this.earlierButton()));
    else if (intro) wanted.push(this.entry("intro", intro.key, intro.make));
    let before = null;
    for (const m of shown) {
      this.addLines(wanted, before, m);
      const compact = follows(before, m) && !(this.newFrom === m.ts);
      const signature = JSON.stringify([m, compact, myZone(), store.me]);
      wanted.push(
        this.entry(m.ts, signature, () =>
          renderMessage(m, { channel: this.place.channel, inThread: this.inThread }, compact),
        ),
      );
      before = m;
    }
    this.place_(wanted);
    const newest = shown.at(-1)?.ts ?? null;
    if (this.last && newest > this.last && !this.stick) this.fresh += shown.filter((m) => m.ts > this.last).length;
    if (this.last && newest > this.last && shown.at(-1).user === store.me) this.stick = true;
    this.last = newest;
    if (this.stick) this.toEnd();
    this.drawJump();
  }

  earlierButton() {
    const button = h("button", { type: "button", class: "button quiet", testid: "earlier" }, "Show earlier messages");
    button.addEventListener("click", () => this.earlier());
    return h("div", { class: "earlier" }, button);
  }

  /** Draws one page more of what came before; what one reads stays where it is. */
  earlier(count = pageSize) {
    if (!this.hidden) return;
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.limit += count;
    this.stick = false;
    this.show(this.given.messages, this.given.intro);
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  noteNew(shown) {
    if (this.newFrom !== undefined) return;
    const others = shown.filter((m) => m.user !== store.me && !m.ephemeral);
    this.newFrom = this.unread > 0 && this.unread < others.length ? others[others.length - this.unread].ts : null;
  }

  addLines(wanted, before, m) {
    if (this.inThread) return;
    const day = dayKey(tsDate(m.ts));
    if (!before || dayKey(tsDate(before.ts)) !== day) {
      const name = dayName(tsDate(m.ts));
      wanted.push(this.entry(`day-${day}`, name, () => h("div", { class: "day", role: "separator" }, name)));
    }
    if (this.newFrom === m.ts)
      wanted.push(this.entry("new", "new", () => h("div", { class: "day new", role: "separator" }, "New")));
  }

  entry(key, signature, make) {
    return { key, signature, make };
  }

  /** Brings the drawn nodes in line with what is wanted; unchanged ones are not touched. */
  place_(wanted) {
    const keep = new Set(wanted.map((w) => w.key));
    for (const [key, held] of this.nodes) {
      if (keep.has(key)) continue;
      held.node.remove();
      this.nodes.delete(key);
    }
    let cursor = this.list.firstElementChild;
    for (const { key, signature, make } of wanted) {
      const held = this.nodes.get(key);
      let node = held?.node;
      if (held?.signature !== signature && !node?.querySelector(".editbox")) {
        node = make();
        if (held) {
          const focus = held.node.contains(document.activeElement) ? focusKey(document.activeElement) : null;
          if (cursor === held.node) cursor = node;
          held.node.replaceWith(node);
          if (focus) node.querySelector(focus)?.focus({ preventScroll: true });
        }
        this.nodes.set(key, { node, signature });
      }
      if (node === cursor) cursor = cursor.nextElementSibling;
      else this.list.insertBefore(node, cursor);
    }
    const last = [...this.list.querySelectorAll(".msg")].at(-1);
    if (last && !this.list.querySelector('.msg[tabindex="0"]')) last.tabIndex = 0;
  }

  toEnd(smooth = false) {
    this.stick = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.fresh = 0;
    this.drawJump();
  }

  /** Shows one message and lets it glow for a moment. */
  reveal(ts) {
    const at = (this.given?.messages ?? []).findIndex((m) => m.ts === ts);
    if (at >= 0 && !this.nodes.has(ts)) this.earlier(this.given.messages.length - at + pageSize);
    const node = this.nodes.get(ts)?.node;
    if (!node) return false;
    this.stick = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 2300);
    return true;
  }

  scrolled() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.stick = left < nearBottom;
    if (this.stick) this.fresh = 0;
    else if (this.scroller.scrollTop < nearTop) this.earlier();
    this.drawJump();
  }

  drawJump() {
    const want = this.stick ? "" : this.fresh > 0 ? `${this.fresh} new` : "Jump to latest";
    if (this.jump.dataset.text === want) return;
    this.jump.dataset.text = want;
    this.jump.hidden = want === "";
    this.jump.classList.toggle("fresh", this.fresh > 0);
    this.jump.replaceChildren(icon("down", "small"), want);
  }

  /** One tab stop for all messages; arrows move between them, and only the focused one's tools can be tabbed to. */
  focused(node) {
    if (!node || node === this.current) return;
    for (const old of this.list.querySelectorAll('.msg[tabindex="0"]')) old.tabIndex = -1;
    for (const tool of this.current?.querySelectorAll(".tools button") ?? []) tool.tabIndex = -1;
    node.tabIndex = 0;
    for (const tool of node.querySelectorAll(".tools button")) tool.tabIndex = 0;
    this.current = node;
  }

  keys(event) {
    if (!event.target.classList?.contains("msg") || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key))
      return;
    const all = [...this.list.querySelectorAll(".msg")];
    const at = all.indexOf(event.target);
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (!all[next]) return;
    event.preventDefault();
    all[next].focus();
  }
}

function follows(before, m) {
  return (
    Boolean(before) &&
    before.user === m.user &&
    before.botName === m.botName &&
    !isSystem(before) &&
    !isSystem(m) &&
    !before.ephemeral === !m.ephemeral &&
    !before.pinned &&
    !m.pinned &&
    !m.command &&
    Number.parseFloat(m.ts) - Number.parseFloat(before.ts) < groupSeconds &&
    dayKey(tsDate(before.ts)) === dayKey(tsDate(m.ts))
  );
}

function focusKey(node) {
  const id = node.dataset?.testid;
  return id ? `[data-testid="${CSS.escape(id)}"]` : null;
}
