// Text, number, date and file fields of Block Kit.
import { h } from "./dom.js";
import { flat } from "./mrkdwn.js";
import { unixToZoned, zonedToUnix, zoneName } from "./time.js";

const types = { email_text_input: "email", url_text_input: "url" };

/** All typed inputs. A multi-line field grows with its text. Values are strings; an empty one is null. */
export function textField(item, blockId, ctx) {
  const initial = ctx.initial(blockId, item, item.initial_value ?? richValue(item.initial_value) ?? null);
  const area = item.type === "rich_text_input" || item.multiline;
  const triggers = item.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const node = h(area ? "textarea" : "input", {
    class: "input",
    type: area ? null : (types[item.type] ?? "text"),
    placeholder: flat(item.placeholder),
    inputmode: item.type === "number_input" ? (item.is_decimal_allowed ? "decimal" : "numeric") : null,
    maxlength: item.max_length ? String(item.max_length) : null,
    autocomplete: "off",
    "aria-label": ctx.label?.(blockId),
    testid: `action-${item.action_id}`,
    autofocus: item.focus_on_load ? true : null,
    on: {
      input: () => {
        ctx.change(blockId, item, node.value === "" ? null : node.value, {
          quiet: !triggers.includes("on_character_entered"),
        });
        if (area) grow(node);
      },
      keydown: (event) => {
        if (event.key !== "Enter" || (area && !event.ctrlKey && !event.metaKey)) return;
        if (ctx.dispatches?.(blockId) && triggers.includes("on_enter_pressed")) {
          event.preventDefault();
          ctx.change(blockId, item, node.value === "" ? null : node.value);
        }
      },
    },
  });
  node.value = typeof initial === "string" ? initial : "";
  if (area) requestAnimationFrame(() => grow(node));
  return node;
}

const richValue = (value) =>
  value && typeof value === "object"
    ? (value.elements ?? [])
        .flatMap((e) => e.elements ?? [])
        .map((e) => e.text ?? "")
        .join("")
    : null;

function grow(node) {
  node.style.height = "auto";
  node.style.height = `${Math.min(node.scrollHeight + 2, 320)}px`;
}

function picker(type, item, blockId, ctx, initial, read = (text) => text || null) {
  const node = h("input", {
    class: "input control",
    type,
    "aria-label": ctx.label?.(blockId) ?? (flat(item.placeholder) || type),
    testid: `action-${item.action_id}`,
    on: { change: () => ctx.change(blockId, item, read(node.value)) },
  });
  node.value = initial ?? "";
  return node;
}

export const dateField = (item, blockId, ctx) =>
  picker("date", item, blockId, ctx, ctx.initial(blockId, item, item.initial_date ?? null));

export const timeField = (item, blockId, ctx) =>
  picker("time", item, blockId, ctx, ctx.initial(blockId, item, item.initial_time ?? null));

/** Shown in the person's zone; the value is Unix seconds. */
export function dateTimeField(item, blockId, ctx) {
  const initial = ctx.initial(blockId, item, item.initial_date_time ?? null);
  const node = picker("datetime-local", item, blockId, ctx, initial ? unixToZoned(initial) : "", (text) =>
    text ? zonedToUnix(text) : null,
  );
  return h("div", { class: "within control" }, node, h("span", { class: "hint" }, zoneName()));
}

/** Files are uploaded when the form is sent; until then the form holds the File objects themselves. */
export function fileField(item, blockId, ctx) {
  return h("input", {
    class: "input",
    type: "file",
    multiple: (item.max_files ?? 10) > 1,
    "aria-label": ctx.label?.(blockId),
    accept: item.filetypes?.map((f) => `.${f}`).join(","),
    testid: `action-${item.action_id}`,
    on: { change: (event) => ctx.change(blockId, item, [...event.target.files], { quiet: true }) },
  });
}

/** What a field's own kind demands. Null: in order. */
export function faultOf(item, value) {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") return null;
  switch (item.type) {
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : "Enter an e-mail address, like ana@example.com.";
    case "url_text_input":
      return URL.canParse(text) && /^https?:/i.test(text) ? null : "Enter a web address that starts with https://";
    case "number_input":
      return numberFault(item, text);
    default:
      return item.min_length && text.length < item.min_length
        ? `Write at least ${item.min_length} characters.`
        : null;
  }
}

function numberFault(item, text) {
  const number = Number(text.replace(",", "."));
  if (!Number.isFinite(number)) return "Enter a number.";
  if (!item.is_decimal_allowed && !Number.isInteger(number)) return "Enter a whole number.";
  if (item.min_value !== undefined && number < Number(item.min_value)) return `The least is ${item.min_value}.`;
  return item.max_value !== undefined && number > Number(item.max_value) ? `The most is ${item.max_value}.` : null;
}
