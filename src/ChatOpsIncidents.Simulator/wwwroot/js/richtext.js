// The rich_text block (read only) and the table block, whose cells hold rich text.
import { h } from "./dom.js";
import { anchor, channelNode, dateNode, groupNode, textNode, userNode } from "./mrkdwn.js";
import { emojiNode } from "./emoji.js";

export function richText(block) {
  return h("div", { class: "rich" }, (block.elements ?? []).map(piece));
}

function piece(element) {
  switch (element.type) {
    case "rich_text_section":
      return h("div", null, (element.elements ?? []).map(leaf));
    case "rich_text_quote":
      return h("blockquote", null, (element.elements ?? []).map(leaf));
    case "rich_text_preformatted":
      return h("pre", { class: "code" }, (element.elements ?? []).map(leaf));
    case "rich_text_list":
      return list(element);
    default:
      return null;
  }
}

function list(element) {
  const ordered = element.style === "ordered";
  return h(
    ordered ? "ol" : "ul",
    {
      start: ordered && element.offset ? String(element.offset + 1) : null,
      style: element.indent ? { "margin-left": `${element.indent * 1.4}em` } : {},
    },
    (element.elements ?? []).map((entry) => h("li", null, (entry.elements ?? []).map(leaf))),
  );
}

function leaf(element) {
  return styled(bare(element), element.style);
}

function bare(element) {
  switch (element.type) {
    case "text":
      return withBreaks(element.text);
    case "link":
      return anchor(element.url ?? "", element.text || element.url);
    case "user":
      return userNode(element.user_id);
    case "channel":
      return channelNode(element.channel_id);
    case "usergroup":
      return groupNode(element.usergroup_id);
    case "broadcast":
      return h("span", { class: "mention me" }, `@${element.range}`);
    case "emoji":
      return emojiNode(element.name);
    case "color":
      return h("code", null, element.value);
    case "date":
      return dateNode(element.timestamp, element.format ?? "{date} {time}");
    default:
      return document.createTextNode(element.text ?? element.fallback ?? "");
  }
}

function withBreaks(text) {
  const out = document.createDocumentFragment();
  String(text ?? "")
    .split("\n")
    .forEach((row, index) => {
      if (index > 0) out.append(h("br"));
      out.append(row);
    });
  return out;
}

function styled(node, style = {}) {
  let out = node;
  if (style.code) out = h("code", null, out);
  if (style.bold) out = h("strong", null, out);
  if (style.italic) out = h("em", null, out);
  if (style.strike) out = h("s", null, out);
  if (style.underline) out = h("u", null, out);
  return out;
}

/** A table; its first row is the header, as Slack draws it. */
export function table(block) {
  const settings = block.column_settings ?? [];
  const [head = [], ...body] = block.rows ?? [];
  const cell = (tag) => (content, index) =>
    h(
      tag,
      {
        scope: tag === "th" ? "col" : null,
        class: settings[index]?.is_wrapped === false ? "nowrap" : null,
        style: settings[index]?.align ? { "text-align": settings[index].align } : {},
      },
      cellText(content),
    );
  return h(
    "div",
    { class: "tablewrap", tabindex: "0", role: "group", "aria-label": block.caption ?? "Table" },
    h(
      "table",
      null,
      block.caption ? h("caption", { class: "sr" }, block.caption) : null,
      h("thead", null, h("tr", null, head.map(cell("th")))),
      h(
        "tbody",
        null,
        body.map((row) => h("tr", null, row.map(cell("td")))),
      ),
    ),
  );
}

function cellText(content) {
  if (content?.type === "rich_text") return richText(content);
  if (content?.type === "mrkdwn" || content?.type === "plain_text") return textNode(content);
  return withBreaks(content?.text ?? content?.value ?? "");
}
