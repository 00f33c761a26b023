// The thread beside the messages; on a phone it covers them.
import { fill, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { Stream } from "./messages.js";
import { Composer } from "./composer.js";
import { attempt } from "./toast.js";
import { closeThread } from "./route.js";
import { channel, placeName, store } from "./store.js";
import { startEdit } from "./tools.js";
import { isMine } from "./message.js";

export class ThreadPanel {
  constructor(host) {
    this.host = host;
    this.stream = new Stream({ inThread: true, label: "Replies", testid: "thread-messages" });
    this.composer = new Composer({
      testid: "thread-composer",
      inThread: true,
      target: () => this.target(),
      onSent: () => this.load(),
      onEditLast: () => this.editLast(),
    });
    this.title = h("h2", { tabindex: "-1" });
    host.append(
      h(
        "div",
        { class: "panelhead" },
        this.title,
        iconButton("close", "Close thread", closeThread, { testid: "thread-close" }),
      ),
      h("div", { class: "stage" }, this.stream.scroller, this.stream.jump),
      h("div", { class: "foot" }, this.composer.root),
    );
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) closeThread();
    });
  }

  target() {
    const archived = channel(store.place)?.archived;
    return {
      channel: store.place,
      threadTs: this.ts,
      placeholder: "Reply…",
      closed: archived ? { text: "This channel is archived." } : null,
    };
  }

  /** Opens the thread under a message, or closes the panel with null. */
  async open(ts) {
    if (ts === this.ts && store.place === this.channel) return;
    this.ts = ts;
    this.channel = store.place;
    this.host.hidden = !ts;
    this.stream.clear({ channel: store.place });
    if (!ts) return;
    fill(this.title, "Thread", h("small", null, placeName(store.place)));
    this.composer.open();
    await this.load();
    if (!matchMedia("(pointer: coarse)").matches) this.composer.area.focus();
    else this.title.focus();
  }

  async load() {
    if (!this.ts) return;
    const asked = `${this.channel}/${this.ts}`;
    const answer = await attempt(() => api.thread(this.channel, this.ts));
    if (!answer || asked !== `${this.channel}/${this.ts}`) return;
    this.messages = answer.messages ?? [];
    this.stream.show(this.messages);
    this.composer.refresh();
  }

  editLast() {
    const last = (this.messages ?? []).findLast((m) => isMine(m) && !m.deleted);
    const node = last && this.stream.nodes.get(last.ts)?.node;
    if (!node) return false;
    startEdit(last, { channel: this.channel, inThread: true }, node);
    return true;
  }
}
