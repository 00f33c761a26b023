// The middle of the page: one channel, direct conversation or Home tab at a time.
import { fill, h, icon } from "./dom.js";
import { api } from "./api.js";
import { attempt } from "./toast.js";
import { Stream } from "./messages.js";
import { Composer } from "./composer.js";
import { HomeTab } from "./home.js";
import { drawBars } from "./header.js";
import { firstHint, hintDone } from "./firsthint.js";
import { refreshView } from "./forms.js";
import { startEdit } from "./tools.js";
import { isMine } from "./message.js";
import { bot, channel, dm, emit, isBotPlace, placeName, store } from "./store.js";

export class PlaceView {
  constructor({ stage, foot, bars }) {
    this.bars = bars;
    this.stream = new Stream({ label: "Messages", testid: "messages" });
    this.home = new HomeTab();
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Views of the app", hidden: true });
    this.composer = new Composer({
      testid: "composer",
      target: () => this.target(),
      onSent: (text) => this.sent(text),
      onEditLast: () => this.editLast(),
    });
    stage.append(this.tabs, this.stream.scroller, this.home.root, this.stream.jump);
    this.hint = firstHint((text, part) => this.composer.put(text, part));
    if (this.hint) foot.append(this.hint);
    foot.append(this.composer.root);
    this.foot = foot;
    this.tab = "messages";
  }

  target() {
    const here = channel(store.place);
    const closed = here?.archived
      ? { text: "This channel is archived. It can be read, not written to." }
      : here && !here.member
        ? {
            text: `You are not in #${here.name}.`,
            action: "Join channel",
            testid: "join",
            run: () => this.join(here.id),
          }
        : null;
    const direct = dm(store.place);
    return {
      channel: store.place,
      closed,
      placeholder: `Message ${placeName(store.place)}`,
    };
  }

  async join(id) {
    await attempt(() => api.join(id));
    emit("reread");
  }

  /** Opens a place. Its bot's conversation begins with the Home tab. */
  async open(id, msg) {
    const unread = channel(id)?.unread ?? dm(id)?.unread ?? 0;
    store.place = id;
    this.messages = [];
    this.stream.clear({ channel: id }, unread);
    this.home.forget();
    emit("place");
    drawBars(this.bars, []);
    // The hint belongs where one begins; inside an incident the bot itself says what is next.
    if (this.hint) this.hint.hidden = id !== firstPlace();
    this.composer.open();
    this.select(isBotPlace(id) && !msg && unread === 0 ? "home" : "messages");
    await this.load();
    if (msg) this.stream.reveal(msg);
  }

  select(tab) {
    const withHome = isBotPlace(store.place);
    this.tab = withHome ? tab : "messages";
    this.tabs.hidden = !withHome;
    const button = (name, label) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          "aria-selected": String(this.tab === name),
          testid: `tab-${name}`,
          on: {
            click: () => {
              this.select(name);
              this.tabs.querySelector(`[data-testid=tab-${name}]`).focus();
            },
          },
        },
        label,
      );
    if (withHome) fill(this.tabs, button("home", "Home"), button("messages", "Messages"));
    this.home.root.hidden = this.tab !== "home";
    this.stream.scroller.hidden = this.tab === "home";
    this.stream.jump.style.display = this.tab === "home" ? "none" : "";
    this.foot.hidden = this.tab === "home";
    if (this.tab === "home") this.home.load();
    else if (this.stream.stick) this.stream.toEnd();
  }

  /** Reads the messages again. Reads overlap; only the answer of the latest counts. */
  async load() {
    const id = store.place;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const answer = await attempt(() => api.messages(id));
    if (!answer || turn !== this.turn || id !== store.place) return;
    this.messages = answer.messages ?? [];
    this.stream.show(this.messages, this.intro(id));
    drawBars(this.bars, this.messages);
    this.composer.refresh();
  }

  intro(id) {
    const here = channel(id);
    const direct = dm(id);
    const key = JSON.stringify([here?.name, here?.private, here?.archived, direct?.with]);
    return {
      key,
      make: () =>
        h(
          "div",
          { class: "intro" },
          h("h2", null, here ? icon(here.private ? "lock" : "hash") : null, here?.name ?? placeName(id)),
          h(
            "p",
            null,
            direct
              ? `Only you and ${placeName(id)} see what is said here.`
              : here?.private
                ? "Only its members see this channel."
                : "This is where the channel begins.",
          ),
        ),
    };
  }

  sent(text) {
    this.stream.stick = true;
    if (/^\/incident\s+declare/i.test(text)) hintDone();
    this.load();
    if (text === "" || text.startsWith("/")) refreshView();
  }

  editLast() {
    const last = (this.messages ?? []).findLast((m) => isMine(m) && !m.deleted);
    const node = last && this.stream.nodes.get(last.ts)?.node;
    if (!node) return false;
    startEdit(last, { channel: store.place, inThread: false }, node);
    return true;
  }
}

/** Where to begin: the last place of this visit, else #general, else the first channel one is in. */
export function firstPlace() {
  const open = store.channels.filter((c) => !c.archived);
  return (
    (open.find((c) => c.name === "general" && c.member) ?? open.find((c) => c.member) ?? open[0])?.id ??
    bot()?.id ??
    null
  );
}
