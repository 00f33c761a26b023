// The bot's Home tab, beside its messages.
import { fill, h } from "./dom.js";
import { api } from "./api.js";
import { attempt } from "./toast.js";
import { renderBlocks } from "./blocks.js";
import { surface } from "./surface.js";

export class HomeTab {
  constructor() {
    this.inner = h("div", { class: "inner" });
    this.root = h(
      "div",
      { class: "homeview", testid: "home", tabindex: "0", role: "tabpanel", "aria-label": "Home" },
      this.inner,
    );
    this.values = {};
  }

  /** `quiet`: it was open already, and only may have changed. */
  async load(quiet = false) {
    const answer = await attempt(async () => (await api.home(quiet)) ?? {});
    if (answer === undefined) return;
    const view = answer.view ?? (answer.blocks ? answer : null);
    const signature = JSON.stringify(view);
    if (signature === this.signature) return;
    this.signature = signature;
    fill(
      this.inner,
      view?.blocks?.length
        ? renderBlocks(view.blocks, this.context(view))
        : h("p", null, "Nothing here yet. Type /incident in a channel, and what concerns you appears here."),
    );
  }

  forget() {
    this.signature = undefined;
    this.values = {};
    fill(this.inner);
  }

  context(view) {
    return surface({
      address: { viewId: view.id },
      blocks: view.blocks,
      values: this.values,
      after: () => this.load(true),
    });
  }
}
