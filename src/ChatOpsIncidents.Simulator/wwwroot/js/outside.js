// What happens around the chat: deploys, a flag, errors, a supplier. The host hears of it by its hooks and its monitoring.
import { busy, h } from "./dom.js";
import { api } from "./api.js";
import { attempt, toast } from "./toast.js";

export class OutsideWorld {
  constructor() {
    this.says = h("dl", { class: "outside", testid: "outside-state", "aria-live": "polite" });
    this.errors = this.button("errors", "Errors rise");
    this.dead = this.button("dead", "It dies");
    this.flag = this.button("flag", "Flag on");
    this.hot = this.button("hot", "One hot server");
    this.supplier = this.button("supplier", "Stripe is down");
    this.root = h(
      "section",
      { "aria-label": "Outside world" },
      h("h3", null, "Outside world"),
      h("p", null, "What happens to checkout. The bot hears of it by its hooks, and reads the errors from monitoring."),
      this.says,
      h("div", { class: "row" }, this.button("bad-deploy", "A bad deploy", "primary")),
      h("div", { class: "row" }, this.button("deploy", "Deploy"), this.button("rollback", "Roll back"), this.flag),
      h("div", { class: "row" }, this.errors, this.dead),
      h("div", { class: "row" }, this.hot, this.supplier),
    );
  }

  button(what, label, kind = "") {
    const node = h(
      "button",
      {
        type: "button",
        class: `button ${kind}`.trim(),
        testid: `outside-${what}`,
        on: { click: () => busy(node, () => this.act(what)) },
      },
      label,
    );
    return node;
  }

  async act(what) {
    const answer = await attempt(() => api.outside(what));
    if (!answer) return;
    this.show(answer);
    if (answer.taken === false) toast("The bot did not take it. Has it the same hook secrets as this workspace?");
  }

  async read() {
    const answer = await attempt(() => api.outsideState());
    if (answer) this.show(answer);
  }

  show(state) {
    const errors = state.dead ? "no data" : `${(state.errors * 100).toLocaleString("en", { maximumFractionDigits: 1 })} %`;
    const row = (label, value, bad) => h("div", { class: bad ? "bad" : null }, h("dt", null, label), h("dd", null, value));
    this.says.replaceChildren(
      row("Errors", errors, state.dead || state.errors > 0.01),
      row("Version", state.version),
      row("Flag", state.flagOn ? "on" : "off"),
      row("Alert", state.alert ? "fires" : "quiet", state.alert),
      row("Stripe", state.supplierDown ? "down" : "up", state.supplierDown),
    );
    this.errors.textContent = state.alert ? "Errors fall" : "Errors rise";
    this.dead.textContent = state.dead ? "It is back" : "It dies";
    this.flag.textContent = state.flagOn ? "Flag off" : "Flag on";
    this.hot.textContent = state.hot ? "Server cools down" : "One hot server";
    this.supplier.textContent = state.supplierDown ? "Stripe is back" : "Stripe is down";
  }
}
