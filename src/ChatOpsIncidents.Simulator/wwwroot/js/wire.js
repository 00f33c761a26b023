// The table of exchanges between this workspace and the bot: what and how it ended, never what was said.
import { h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt } from "./toast.js";
import { clockTimeSeconds } from "./time.js";

const everyMs = 2000;

export class WireTable {
  constructor(panel) {
    this.panel = panel;
    this.body = h("tbody");
    const only = h("input", {
      type: "checkbox",
      role: "switch",
      testid: "wire-errors",
      on: { change: () => this.draw() },
    });
    this.only = only;
    this.root = h(
      "section",
      { "aria-label": "Wire log" },
      h(
        "div",
        { class: "panelhead", style: { padding: "0", border: "0", "min-height": "0" } },
        h("h3", { style: { flex: "1" } }, "Wire log"),
        iconButton("open", "Wider", () => panel.classList.toggle("wide"), { testid: "wire-wide" }),
      ),
      h("p", null, "Every call between the bot and this workspace, newest first."),
      h("label", { class: "switch" }, h("span", null, "Failures only"), only),
      h(
        "div",
        { class: "wire", tabindex: "0", role: "group", "aria-label": "Wire log", testid: "wire-log" },
        h(
          "table",
          null,
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              ["Time", "To", "Call", "Status", "ms"].map((t) => h("th", { scope: "col" }, t)),
            ),
          ),
          this.body,
        ),
      ),
    );
    setInterval(() => {
      if (!panel.hidden && !document.hidden) this.load();
    }, everyMs);
  }

  async load() {
    const answer = await attempt(() => api.log());
    if (!answer) return;
    this.entries = Array.isArray(answer) ? answer : (answer.entries ?? answer.log ?? []);
    this.draw();
  }

  draw() {
    const shown = (this.entries ?? [])
      .filter((e) => !this.only.checked || failed(e))
      .slice(-200)
      .reverse();
    const signature = JSON.stringify(shown);
    if (signature === this.signature) return;
    this.signature = signature;
    this.body.replaceChildren(
      ...(shown.length ? shown.map(row) : [h("tr", null, h("td", { colspan: "5" }, "Nothing yet."))]),
    );
  }
}

const failed = (e) => e.ok === false || e.status >= 400 || Boolean(e.error);

function row(e) {
  const at = new Date(e.at);
  const what = [e.path ?? e.method ?? "", e.detail, e.error].filter(Boolean).join(" · ");
  return h(
    "tr",
    { class: failed(e) ? "bad" : null },
    h("td", null, Number.isNaN(at.getTime()) ? "" : clockTimeSeconds(at)),
    h("td", null, e.direction === "out" ? "bot" : e.direction === "in" ? "chat" : (e.direction ?? "")),
    h("td", { class: "note" }, what),
    h("td", null, e.status ? String(e.status) : "–"),
    h("td", null, e.ms === undefined ? "" : String(Math.round(e.ms))),
  );
}
