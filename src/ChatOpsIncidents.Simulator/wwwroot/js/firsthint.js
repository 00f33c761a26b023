// The card that greets a new visitor and fills the composer with a first command.
import { h, iconButton, mark, memory } from "./dom.js";

const example = "/incident declare sev2 Checkout fails for EU cards";

/** Makes the card, or null when it was put away before. `fill(text, part)` puts words into the composer. */
export function firstHint(fill) {
  if (memory.get("hint") === "seen") return null;
  const away = () => {
    memory.set("hint", "seen");
    card.remove();
  };
  const card = h(
    "section",
    { class: "hintcard", testid: "first-hint", "aria-label": "First step" },
    mark(),
    h(
      "div",
      null,
      h("b", null, "Something is on fire? Declare it."),
      h(
        "p",
        null,
        "Type ",
        h("code", null, "/incident declare …"),
        " and the bot opens a channel with a card, roles and a clock. ",
        "Then follow the one next step it shows.",
      ),
      h(
        "div",
        { class: "row" },
        h(
          "button",
          {
            type: "button",
            class: "button primary",
            testid: "hint-fill",
            on: {
              click: () => {
                fill(example, "Checkout fails for EU cards");
                away();
              },
            },
          },
          "Write it for me",
        ),
        h(
          "button",
          {
            type: "button",
            class: "button quiet",
            testid: "hint-help",
            on: {
              click: () => {
                fill("/incident help");
                away();
              },
            },
          },
          "Show commands",
        ),
      ),
    ),
    iconButton("close", "Put this hint away", away, { testid: "hint-close" }),
  );
  return card;
}

/** Someone who has declared needs no hint. */
export function hintDone() {
  memory.set("hint", "seen");
  document.querySelector("[data-testid=first-hint]")?.remove();
}
