// Standard Markdown, enough for the `markdown` block and for the preview of a .md file.
import { h } from "./dom.js";
import { anchor } from "./mrkdwn.js";
import { emojiNode } from "./emoji.js";

/** Reads Markdown into an element. Raw HTML in the source is shown as text. */
export function markdown(source) {
  const out = h("div", { class: "md" });
  const rows = String(source ?? "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  let at = 0;
  while (at < rows.length) {
    const taken =
      fence(rows, at, out) ||
      table(rows, at, out) ||
      list(rows, at, out) ||
      quote(rows, at, out) ||
      single(rows[at], out) ||
      paragraph(rows, at, out);
    at += taken;
  }
  return out;
}

function fence(rows, at, out) {
  const open = /^\s*(```+|~~~+)/.exec(rows[at]);
  if (!open) return 0;
  let end = at + 1;
  while (end < rows.length && !rows[end].trim().startsWith(open[1])) end++;
  out.append(h("pre", { class: "code" }, rows.slice(at + 1, end).join("\n")));
  return end - at + 1;
}

const cells = (row) =>
  row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

function table(rows, at, out) {
  if (!rows[at].includes("|") || !/^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rows[at + 1] ?? "")) return 0;
  let end = at + 2;
  while (end < rows.length && rows[end].includes("|") && rows[end].trim() !== "") end++;
  const body = rows.slice(at + 2, end).map((row) =>
    h(
      "tr",
      null,
      cells(row).map((cell) => h("td", null, inline(cell))),
    ),
  );
  out.append(
    h(
      "div",
      { class: "tablewrap", tabindex: "0", role: "group", "aria-label": "Table" },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            cells(rows[at]).map((cell) => h("th", { scope: "col" }, inline(cell))),
          ),
        ),
        h("tbody", null, body),
      ),
    ),
  );
  return end - at;
}

const item = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

function list(rows, at, out) {
  const first = item.exec(rows[at]);
  if (!first || /^\s*([-*])(\s*\1){2,}\s*$/.test(rows[at])) return 0;
  const stack = [];
  let end = at;
  for (; end < rows.length; end++) {
    const found = item.exec(rows[end]);
    if (!found) {
      if (rows[end].trim() === "" || !/^\s{2,}/.test(rows[end])) break;
      stack.at(-1).node.lastElementChild.append(" ", inline(rows[end].trim()));
      continue;
    }
    const depth = found[1].length;
    while (stack.length > 1 && depth < stack.at(-1).depth) stack.pop();
    if (stack.length === 0 || depth > stack.at(-1).depth + 1) {
      const ordered = /\d/.test(found[2]);
      const node = h(ordered ? "ol" : "ul", ordered ? { start: String(Number.parseInt(found[2], 10)) } : null);
      (stack.at(-1)?.node.lastElementChild ?? out).append(node);
      stack.push({ depth, node });
    }
    const box = found[3] === undefined ? null : found[3] === " " ? "☐ " : "☑ ";
    stack.at(-1).node.append(h("li", null, box, inline(found[4])));
  }
  return end - at;
}

function quote(rows, at, out) {
  let end = at;
  while (end < rows.length && /^\s*>/.test(rows[end])) end++;
  if (end === at) return 0;
  const inner = rows
    .slice(at, end)
    .map((row) => row.replace(/^\s*> ?/, ""))
    .join("\n");
  out.append(h("blockquote", null, markdown(inner)));
  return end - at;
}

function single(row, out) {
  if (row.trim() === "") return 1;
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(row);
  if (heading) {
    out.append(h(`h${Math.min(heading[1].length, 4)}`, null, inline(heading[2])));
    return 1;
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(row)) {
    out.append(h("hr"));
    return 1;
  }
  return 0;
}

function paragraph(rows, at, out) {
  const p = h("p");
  let end = at;
  for (; end < rows.length && rows[end].trim() !== ""; end++) {
    if (end > at && (/^(#{1,6}\s|\s*>|\s*```)/.test(rows[end]) || item.test(rows[end]))) break;
    if (end > at) p.append(/(\s{2}|\\)$/.test(rows[end - 1]) ? h("br") : "\n");
    p.append(inline(rows[end].replace(/(\s{2,}|\\)$/, "").trimStart()));
  }
  out.append(p);
  return end - at;
}

const patterns = [
  ["code", /(`+)(.+?)\1/],
  ["escaped", /\\([\\`*_{}[\]()#+\-.!|<>~&])/],
  ["image", /!\[([^\]]*)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/],
  ["link", /\[([^\]]+)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/],
  ["auto", /<(https?:\/\/[^>\s]+|mailto:[^>\s]+)>/],
  ["strong", /(\*\*|__)(?=\S)(.+?)(?<=\S)\1/],
  ["em", /(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}])/u],
  ["strike", /~~(?=\S)(.+?)~~/],
  ["emoji", /:([a-z0-9_+-]+):/],
  ["url", /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'*_~]/],
];

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": "\u00a0" };
const decode = (text) => text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (whole) => entities[whole]);

function inline(text) {
  const out = document.createDocumentFragment();
  let rest = text;
  while (rest !== "") {
    let best = null;
    for (const [name, find] of patterns) {
      const match = find.exec(rest);
      if (match && (!best || match.index < best.match.index)) best = { name, match };
    }
    if (!best) {
      out.append(decode(rest));
      break;
    }
    if (best.match.index > 0) out.append(decode(rest.slice(0, best.match.index)));
    out.append(node(best.name, best.match));
    rest = rest.slice(best.match.index + best.match[0].length);
  }
  return out;
}

function node(name, match) {
  switch (name) {
    case "code":
      return h("code", null, decode(match[2].trim()));
    case "escaped":
      return document.createTextNode(match[1]);
    // Pictures of a document may lie anywhere; a link is shown, and nothing is fetched unasked.
    case "image":
      return anchor(match[2], match[1] || match[2]);
    case "link":
      return anchor(match[2], inline(match[1]));
    case "auto":
      return anchor(match[1], match[1]);
    case "strong":
      return h("strong", null, inline(match[2]));
    case "em":
      return h("em", null, inline(match[2]));
    case "strike":
      return h("s", null, inline(match[1]));
    case "emoji":
      return emojiNode(match[1]);
    default:
      return anchor(match[0], match[0]);
  }
}
