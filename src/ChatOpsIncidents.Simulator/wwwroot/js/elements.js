// Interactive Block Kit elements that sit in a section, in actions or in an input.
import { busy, h, icon, webAddress } from "./dom.js";
import { flat, textNode } from "./mrkdwn.js";
import { confirmDialog, showMenu } from "./menu.js";
import { select, multiSelect, external } from "./selects.js";
import { dateField, dateTimeField, textField, timeField, fileField } from "./fields.js";

const build = {
  button,
  overflow,
  radio_buttons: radios,
  checkboxes,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  external_select: external,
  multi_external_select: external,
  plain_text_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  number_input: textField,
  rich_text_input: textField,
  datepicker: dateField,
  timepicker: timeField,
  datetimepicker: dateTimeField,
  file_input: fileField,
  workflow_button: button,
  image,
};

/** Draws an element. `ctx` tells of presses and changes (see blocks.js); an unknown kind is named, not hidden. */
export function element(item, blockId, ctx) {
  const make = build[item.type];
  return make
    ? make(item, blockId, ctx)
    : h("div", { class: "b-unknown" }, `This chat does not draw “${item.type}”.`);
}

/** Asks the element's own question first, if it has one. */
export async function sure(item) {
  return !item.confirm || confirmDialog(item.confirm);
}

function button(item, blockId, ctx) {
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${item.style === "primary" ? "primary" : item.style === "danger" ? "danger" : ""}`,
      "aria-label": item.accessibility_label,
      testid: item.action_id ? `action-${item.action_id}` : null,
      on: {
        click: async () => {
          if (!(await sure(item))) return;
          if (webAddress(item.url)) window.open(item.url, "_blank", "noopener");
          await busy(node, () => ctx.press(blockId, item, { value: item.value }));
        },
      },
    },
    textNode(item.text),
    item.url ? icon("open", "small") : null,
  );
  return node;
}

function overflow(item, blockId, ctx) {
  const node = h(
    "button",
    {
      type: "button",
      class: "iconbutton",
      "aria-label": "More options",
      "aria-haspopup": "menu",
      testid: `action-${item.action_id}`,
      on: {
        click: () =>
          showMenu(
            node,
            (item.options ?? []).map((option) => ({
              content: textNode(option.text),
              detail: option.description ? flat(option.description) : null,
              href: webAddress(option.url),
              run: async () => {
                if (await sure(item)) await busy(node, () => ctx.press(blockId, item, { selected: option.value }));
              },
            })),
            "More options",
          ),
      },
    },
    icon("more", "heavy"),
  );
  return node;
}

let groups = 0;

function radios(item, blockId, ctx) {
  const name = `radio-${++groups}`;
  const chosen = ctx.initial(blockId, item, item.initial_option?.value ?? null);
  return h(
    "div",
    { class: `choices control ${short(item.options) ? "short" : ""}`, role: "radiogroup" },
    item.options.map((option) =>
      choice(option, {
        type: "radio",
        name,
        value: option.value,
        checked: option.value === chosen,
        on: { change: () => ctx.change(blockId, item, option.value) },
      }),
    ),
  );
}

function checkboxes(item, blockId, ctx) {
  const chosen = new Set(
    ctx.initial(
      blockId,
      item,
      (item.initial_options ?? []).map((o) => o.value),
    ),
  );
  return h(
    "div",
    { class: `choices control ${short(item.options) ? "short" : ""}`, role: "group" },
    item.options.map((option) =>
      choice(option, {
        type: "checkbox",
        value: option.value,
        checked: chosen.has(option.value),
        on: {
          change: (event) => {
            if (event.target.checked) chosen.add(option.value);
            else chosen.delete(option.value);
            ctx.change(
              blockId,
              item,
              item.options.map((o) => o.value).filter((v) => chosen.has(v)),
            );
          },
        },
      }),
    ),
  );
}

const shortMax = 28;

/** Short answers stand side by side: a form of three questions then fits on a phone. */
const short = (options) => options.every((o) => !o.description && (o.text?.text ?? "").length <= shortMax);

function choice(option, attributes) {
  return h(
    "label",
    { class: "choice" },
    h("input", attributes),
    h(
      "span",
      null,
      textNode(option.text),
      option.description ? h("small", null, textNode(option.description)) : null,
    ),
  );
}

function image(item) {
  return picture(item, "");
}

/** A picture from a web address, else its description. */
export function picture(item, className) {
  const address = item.image_url ?? item.slack_file?.url ?? "";
  return /^(https?:\/\/|\/)/i.test(address)
    ? h("img", {
        src: address,
        alt: item.alt_text ?? "",
        class: className || null,
        loading: "lazy",
        referrerpolicy: "no-referrer",
      })
    : h("span", { class: "b-unknown" }, item.alt_text ?? "Picture");
}
