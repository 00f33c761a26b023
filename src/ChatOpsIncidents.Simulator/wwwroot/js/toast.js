// Short words at the bottom of the page. Mistakes stay longer and are read out at once.
import { h } from "./dom.js";

/** The chat's own codes, with what to look at. */
const hints = {
  dispatch_failed: " – the bot does not answer. Is it running?",
  operation_timeout: " – the bot took longer than three seconds.",
};

export function toast(said, { error = false } = {}) {
  const hint = Object.keys(hints).find((code) => said.includes(code));
  const text = hint ? said + hints[hint] : said;
  const host = document.getElementById("toasts");
  // The server tells some failures twice: in its answer, and on the stream.
  if ([...host.children].some((other) => other.dataset.text === text)) return;
  const note = h(
    "div",
    { class: `toast ${error ? "error" : ""}`, role: error ? "alert" : null, testid: "toast", "data-text": text },
    h("span", null, text),
    h("button", { type: "button", "aria-label": "Dismiss", on: { click: () => note.remove() } }, "✕"),
  );
  host.append(note);
  while (host.children.length > 4) host.firstElementChild.remove();
  setTimeout(() => note.remove(), error ? 9000 : 4500);
  // A dialog makes the rest of the page inert and lies above it; as a popover the notes come above the dialog.
  if (document.querySelector("dialog[open]") && host.showPopover) {
    host.popover = "manual";
    if (host.matches(":popover-open")) host.hidePopover();
    host.showPopover();
  }
}

/** Does something that may fail; a failure is shown and answers undefined. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message || "That did not work.", { error: true });
    return undefined;
  }
}
