// Block Kit: draws the blocks of a message, a form or the Home tab. docs.slack.dev/reference/block-kit/blocks
import { h, icon } from "./dom.js";
import { textNode } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText, table } from "./richtext.js";
import { element, picture } from "./elements.js";

const draw = {
  header: (block) => h("div", { class: "b-header", role: "heading", "aria-level": "2" }, textNode(block.text)),
  divider: () => h("hr", { class: "b-divider" }),
  section,
  context,
  actions,
  image,
  input,
  context_actions: actions,
  rich_text: richText,
  markdown: (block) => markdown(block.text),
  table,
  data_table: table,
  alert: (block) => h("div", { class: `b-alert ${block.level ?? ""}`, role: "note" }, textNode(block.text)),
};

/**
 * Draws blocks. `ctx` is how they speak to their surface (surface.js): `press(blockId, element, {value | selected})`;
 * `change(blockId, element, value, {quiet})` (quiet: it alone sends nothing), `initial(blockId, element, fallback)`;
 * `label(blockId)`, `optional(blockId)`, `dispatches(blockId)` are facts of an input block; `viewId`, or `channel` and
 * `ts`, address proposals.
 */
export function renderBlocks(blocks, ctx) {
  return h(
    "div",
    { class: "blocks" },
    blocks.map((block, index) => {
      const make = draw[block.type];
      const id = block.block_id ?? `block-${index}`;
      const node = make
        ? make({ ...block, block_id: id }, ctx)
        : h("div", { class: "b-unknown" }, `This chat does not draw “${block.type}”.`, textNode(block.text));
      if (node instanceof Element) node.dataset.block = id;
      return node;
    }),
  );
}

function section(block, ctx) {
  const accessory = block.accessory
    ? h("div", { class: "accessory" }, element(block.accessory, block.block_id, ctx))
    : null;
  return h(
    "div",
    { class: `b-section ${accessory ? "with" : ""}` },
    block.text ? h("div", { class: "text" }, textNode(block.text)) : null,
    block.fields
      ? h(
          "div",
          { class: "fields" },
          block.fields.map((field) => h("div", { class: "text" }, textNode(field))),
        )
      : null,
    accessory,
  );
}

function context(block) {
  return h(
    "div",
    { class: "b-context" },
    (block.elements ?? []).map((item) =>
      item.type === "image" ? picture(item, "") : h("span", { class: "text" }, textNode(item)),
    ),
  );
}

function actions(block, ctx) {
  return h(
    "div",
    { class: "b-actions" },
    (block.elements ?? []).map((item) => element(item, block.block_id, ctx)),
  );
}

function image(block) {
  return h(
    "figure",
    { class: "b-image" },
    block.title ? h("figcaption", null, textNode(block.title)) : null,
    picture(block, ""),
  );
}

const grouped = new Set(["radio_buttons", "checkboxes"]);

/** A labelled field. The label is the field's accessible name; hint and error are tied to it. */
function input(block, ctx) {
  const control = element(block.element, block.block_id, ctx);
  const group = grouped.has(block.element.type);
  const hintId = `hint-${block.block_id}`;
  const errorId = `error-${block.block_id}`;
  const field = control.matches("input, textarea, select")
    ? control
    : control.querySelector("input, textarea, select");
  const labelText = [textNode(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null];
  if (!group && field) {
    field.id ||= `field-${crypto.randomUUID()}`;
    field.removeAttribute("aria-label");
    field.setAttribute("aria-describedby", `${hintId} ${errorId}`);
    if (!block.optional) field.setAttribute("aria-required", "true");
  }
  return h(
    group ? "fieldset" : "div",
    { class: "field", testid: `field-${block.block_id}`, "data-field": block.block_id },
    group ? h("legend", null, labelText) : h("label", { class: "label", for: field?.id }, labelText),
    control,
    block.hint ? h("div", { class: "hint", id: hintId }, textNode(block.hint)) : null,
    h("div", { class: "error", id: errorId, role: "alert", hidden: true, testid: `error-${block.block_id}` }),
  );
}

/** Shows or clears what is wrong with a field. Returns the field's wrapper. */
export function setError(root, blockId, text) {
  const wrapper = root.querySelector(`[data-field="${CSS.escape(blockId)}"]`);
  const note = wrapper?.querySelector(".error");
  if (!note) return null;
  note.hidden = !text;
  note.replaceChildren(...(text ? [icon("warn"), document.createTextNode(text)] : []));
  wrapper.classList.toggle("bad", Boolean(text));
  for (const field of wrapper.querySelectorAll("input, textarea, select")) {
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  return wrapper;
}
