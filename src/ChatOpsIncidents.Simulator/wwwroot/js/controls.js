// The drawer that turns the workspace's clock, makes trouble on purpose, and shows what went over the wire.
import { busy, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt, toast } from "./toast.js";
import { confirmDialog } from "./menu.js";
import { channel, emit, on, store, workspaceNow } from "./store.js";
import { clockTimeSeconds, shortDate, zoneName } from "./time.js";
import { OutsideWorld } from "./outside.js";
import { WireTable } from "./wire.js";

export class Controls {
  constructor(host) {
    this.host = host;
    this.wire = new WireTable(host);
    this.outside = new OutsideWorld();
    host.append(
      h(
        "div",
        { class: "panelhead" },
        h("h2", { tabindex: "-1" }, "Workspace controls"),
        iconButton("close", "Close controls", () => this.toggle(false), { testid: "controls-close" }),
      ),
      h("div", { class: "body" }, this.outside.root, this.clock(), this.trouble(), this.wire.root, this.reset()),
    );
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
    on("tick", (now) => this.tick(now));
    on("state", () => this.read());
  }

  toggle(show = this.host.hidden) {
    this.host.hidden = !show;
    document.querySelector("[data-testid=controls-toggle]")?.setAttribute("aria-expanded", String(show));
    if (show) {
      this.tick(new Date(workspaceNow()));
      this.wire.load();
      this.outside.read();
      this.host.querySelector("h2").focus();
    } else document.querySelector("[data-testid=controls-toggle]")?.focus();
  }

  clock() {
    this.face = h("div", { class: "bigclock", testid: "clock-face" });
    this.minutes = h("input", {
      class: "input",
      type: "number",
      min: "1",
      step: "1",
      inputmode: "numeric",
      "aria-label": "Minutes to turn the clock",
      placeholder: "minutes",
      testid: "clock-custom",
    });
    const own = h(
      "button",
      {
        type: "button",
        class: "button",
        testid: "clock-custom-go",
        on: { click: () => this.forward(own, Number(this.minutes.value) * 60) },
      },
      "Turn",
    );
    this.minutes.addEventListener("keydown", (event) => {
      if (event.key === "Enter") own.click();
    });
    const jump = (seconds, label) => {
      const node = h(
        "button",
        {
          type: "button",
          class: "button",
          testid: `clock-forward-${seconds}`,
          on: { click: () => this.forward(node, seconds) },
        },
        label,
      );
      return node;
    };
    return h(
      "section",
      { "aria-label": "Clock" },
      h("h3", null, "Clock"),
      h(
        "p",
        null,
        "Everyone here lives by this clock. Turn it, and updates fall due, holds lapse, tasks are asked about.",
      ),
      this.face,
      h("div", { class: "row" }, jump(300, "+5 min"), jump(1800, "+30 min"), jump(7200, "+2 h")),
      h("div", { class: "row" }, this.minutes, own),
    );
  }

  async forward(button, seconds) {
    if (!Number.isFinite(seconds) || seconds <= 0) {
      this.minutes.focus();
      return;
    }
    const answer = await busy(button, () => attempt(() => api.clock(Math.round(seconds))));
    if (answer?.hostTold === false) toast("Turned here. The bot was not told and keeps its own time.");
    this.minutes.value = "";
    emit("reread");
  }

  tick(now) {
    if (this.host.hidden) return;
    const ahead = Math.round(store.clockOffsetSeconds / 60);
    this.face.replaceChildren(
      clockTimeSeconds(now),
      h(
        "small",
        null,
        `${shortDate(now)} · ${zoneName(now)}${ahead > 0 ? ` · ${span(ahead)} ahead of your machine` : ""}`,
      ),
    );
  }

  trouble() {
    const flag = (key, label, detail, testid, value = (checked) => checked) => {
      const box = h("input", {
        type: "checkbox",
        role: "switch",
        testid,
        on: { change: () => this.send({ [key]: value(box.checked) }) },
      });
      this.flags ??= {};
      this.flags[key] = box;
      return h("label", { class: "switch" }, h("span", null, label, h("small", null, detail)), box);
    };
    this.latency = h("input", {
      type: "range",
      min: "0",
      max: "5000",
      step: "250",
      value: "0",
      "aria-label": "Slow answers, in milliseconds",
      testid: "trouble-latency",
      on: { input: () => this.sayLatency(), change: () => this.send({ latencyMs: Number(this.latency.value) }) },
    });
    this.latencySays = h("output", null, "none");
    this.outage = h(
      "select",
      {
        class: "control",
        "aria-label": "Outage",
        testid: "trouble-outage",
        on: { change: () => this.send({ outage: this.outage.value }) },
      },
      [
        ["off", "The chat works"],
        ["503", "The chat answers 503"],
        ["close", "The chat cuts the line"],
      ].map(([v, t]) => h("option", { value: v }, t)),
    );
    this.limits = h("ul", { class: "limits" });
    return h(
      "section",
      { "aria-label": "Trouble" },
      h("h3", null, "Trouble"),
      h("p", null, "What the bot must survive. It concerns the bot’s calls only; this page keeps working."),
      h("div", { class: "field" }, h("span", { class: "label" }, "Outage"), this.outage),
      h(
        "div",
        { class: "switch" },
        h("span", null, "Slow answers", h("div", { class: "slider" }, this.latency, this.latencySays)),
      ),
      flag("lostAnswers", "Lost answers", "Posts are carried out; their answers never arrive", "trouble-lost"),
      flag("duplicateEvents", "Duplicate events", "Everything is delivered twice", "trouble-duplicate"),
      this.rateLimit(),
      this.limits,
    );
  }

  rateLimit() {
    const here = (where, label, testid) => {
      const node = h(
        "button",
        {
          type: "button",
          class: "button",
          testid,
          on: { click: () => busy(node, () => this.send({ rateLimit: { channel: where(), seconds: 60 } })) },
        },
        label,
      );
      return node;
    };
    return h(
      "div",
      { class: "row" },
      here(() => undefined, "429 everywhere, 60 s", "trouble-ratelimit"),
      here(() => channel(store.place)?.id, "429 in this channel, 60 s", "trouble-ratelimit-channel"),
    );
  }

  async send(change) {
    await attempt(() => api.trouble(change));
    emit("reread");
  }

  sayLatency() {
    const ms = Number(this.latency.value);
    this.latencySays.textContent = ms === 0 ? "none" : `${(ms / 1000).toFixed(2)} s`;
  }

  /** Shows the server's own account of its trouble, whoever set it. */
  read() {
    const { latencyMs = 0, outage, outageKind, lostAnswers, duplicateEvents, rateLimited = [] } = store.trouble;
    if (document.activeElement !== this.latency) this.latency.value = String(latencyMs);
    this.sayLatency();
    this.outage.value = outageKind ?? (outage === true ? "503" : outage || "off");
    this.flags.lostAnswers.checked = Boolean(lostAnswers);
    this.flags.duplicateEvents.checked = Boolean(duplicateEvents);
    this.limits.replaceChildren(...rateLimited.map((limit) => h("li", null, limitText(limit))));
  }

  reset() {
    const node = h(
      "button",
      { type: "button", class: "button danger", testid: "reset", on: { click: () => this.doReset(node) } },
      "Reset the workspace",
    );
    return h(
      "section",
      { "aria-label": "Reset" },
      h("h3", null, "Start over"),
      h("p", null, "Removes channels, messages and trouble. What the bot itself has stored stays with the bot."),
      node,
    );
  }

  async doReset(node) {
    const yes = await confirmDialog({
      title: "Reset the workspace?",
      text: "All messages and channels of this local workspace are removed.",
      confirm: "Reset",
      deny: "Keep",
      style: "danger",
    });
    if (!yes) return;
    await busy(node, () => attempt(() => api.reset()));
    emit("restart");
    toast("The workspace is as new.");
  }
}

function span(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

function limitText(limit) {
  if (typeof limit === "string") return `429: ${limit}`;
  const where = limit.channel ? `#${channel(limit.channel)?.name ?? limit.channel}` : "everywhere";
  return `429 ${where}${limit.method ? ` for ${limit.method}` : ""}${limit.seconds ? `, ${limit.seconds} s` : ""}`;
}
