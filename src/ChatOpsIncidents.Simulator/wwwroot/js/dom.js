// Builds elements. Text always becomes a text node: nothing in this page parses a string as HTML.
import { paths } from "./icons.js";

/** Makes an element. Props: `class`, `on` (listeners), `testid`, DOM booleans; the rest are attributes. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(node, name, value);
  append(node, children);
  return node;
}

function set(node, name, value) {
  if (value === undefined || value === null) return;
  if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === "testid") node.dataset.testid = value;
  else if (name === "style") for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
  else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
  else if (value === true) node.setAttribute(name, "");
  else if (value !== false) node.setAttribute(name, value);
}

/** Appends nodes, strings and nested lists; skips null, undefined and false. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** Replaces what an element holds. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

const svgSpace = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function icon(name, extra = "") {
  const shapes = (paths[name] ?? paths.dot).map((d) => svg("path", { d }));
  return svg("svg", { class: `icon ${extra}`, viewBox: "0 0 20 20", "aria-hidden": "true" }, ...shapes);
}

/** The life ring, mark of the bot and of the page. */
export function mark() {
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    svg("rect", { width: 32, height: 32, rx: 9, fill: "#0e6b66" }),
    svg("circle", { cx: 16, cy: 16, r: 7.5, fill: "none", stroke: "#fff", "stroke-width": 4.5 }),
    svg("path", {
      d: "M16 6.2v4.6M16 21.2v4.6M6.2 16h4.6M21.2 16h4.6",
      fill: "none",
      stroke: "#f0845c",
      "stroke-width": 4.5,
    }),
  );
}

/** A button that shows an icon only; its label is its accessible name and its tooltip. */
export function iconButton(name, label, onClick, props = {}) {
  return h(
    "button",
    {
      type: "button",
      class: `iconbutton ${props.class ?? ""}`,
      "aria-label": label,
      title: label,
      on: { click: onClick },
      ...without(props, "class"),
    },
    icon(name, name === "more" ? "heavy" : ""),
  );
}

function without(props, key) {
  const { [key]: dropped, ...rest } = props;
  return rest;
}

/** Runs work while a button shows that it is busy, and cannot be pressed twice. */
export async function busy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return undefined;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** Remembers small choices. A browser that forbids storage only forgets. */
export const memory = {
  get(key) {
    try {
      return localStorage.getItem(`workspace.${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`workspace.${key}`, value);
    } catch {
      /* Forgotten after this visit. */
    }
  },
};

/** A web address, or null for anything else: a script's address must never be opened. */
export const webAddress = (text) => (/^https?:\/\//i.test(text ?? "") ? text : null);

export const narrow = () => matchMedia("(max-width: 720px)").matches;
export const touch = () => matchMedia("(pointer: coarse)").matches;
