// Slack's mrkdwn, read into nodes: docs.slack.dev/messaging/formatting-message-text
import { h } from "./dom.js";
import { emojiNode, withSigns } from "./emoji.js";
import { channel, displayName, person, store } from "./store.js";
import { slackDate, fullTime } from "./time.js";
import { go, placeOfLink } from "./route.js";

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Reads a text with marks into a fragment. */
export function mrkdwn(source) {
  const out = document.createDocumentFragment();
  const pieces = String(source ?? "")
    .replaceAll("\r\n", "\n")
    .split(/```\n?([\s\S]*?)\n?```\n?/);
  pieces.forEach((piece, index) => {
    if (index % 2 === 1) out.append(h("pre", { class: "code" }, plainEntities(piece)));
    else if (piece !== "") out.append(lines(index > 0 ? piece.replace(/^\n/, "") : piece));
  });
  return out;
}

function lines(text) {
  const out = document.createDocumentFragment();
  let quote = null;
  let needsBreak = false;
  const rows = text.split("\n");
  rows.forEach((row, index) => {
    if (row === "" && index === rows.length - 1) return;
    const quoted = /^(?:&gt;|>)(?:&gt;|>){0,2} ?(.*)$/.exec(row);
    if (quoted) {
      if (quote) quote.append(h("br"));
      else out.append((quote = h("blockquote")));
      quote.append(inline(quoted[1]));
      needsBreak = false;
      return;
    }
    quote = null;
    const bullet = /^(\s*)([•◦▪\-–]|\d{1,2}[.)])\s+(\S.*)$/.exec(row);
    if (bullet) {
      const indent = `${Math.min(bullet[1].length, 8) * 0.5}em`;
      out.append(
        h(
          "div",
          { class: "bullet", style: { "padding-left": indent } },
          h("span", null, bullet[2] === "-" ? "•" : bullet[2]),
          h("span", null, inline(bullet[3])),
        ),
      );
      needsBreak = false;
      return;
    }
    if (needsBreak) out.append(h("br"));
    out.append(inline(row));
    needsBreak = true;
  });
  return out;
}

const before = "(?<![\\p{L}\\p{N}*_~`])";
const after = "(?![\\p{L}\\p{N}])";
const patterns = [
  { name: "code", find: /`([^`\n]+)`/u },
  { name: "entity", find: /<([^<>\n]+)>/u },
  { name: "strong", find: new RegExp(`${before}\\*(?=\\S)([^*\\n]*[^*\\s])\\*${after}`, "u") },
  { name: "em", find: new RegExp(`${before}_(?=\\S)([^_\\n]*[^_\\s])_${after}`, "u") },
  { name: "s", find: new RegExp(`${before}~(?=\\S)([^~\\n]*[^~\\s])~${after}`, "u") },
  { name: "emoji", find: /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/u },
  { name: "url", find: /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'*_~]/u },
];

/** Marks within one line. The earliest wins; what it holds is read again, except code and links. */
export function inline(text) {
  const out = document.createDocumentFragment();
  let rest = text;
  while (rest !== "") {
    const first = earliest(rest);
    if (!first) {
      out.append(unescape(rest));
      break;
    }
    const { match, name } = first;
    if (match.index > 0) out.append(unescape(rest.slice(0, match.index)));
    out.append(node(name, match[1] ?? match[0]));
    rest = rest.slice(match.index + match[0].length);
  }
  return out;
}

function earliest(text) {
  let best = null;
  for (const { name, find } of patterns) {
    const match = find.exec(text);
    if (match && (best === null || match.index < best.match.index)) best = { match, name };
  }
  return best;
}

function node(name, body) {
  switch (name) {
    case "code":
      return h("code", null, plainEntities(body));
    case "entity":
      return entity(body);
    case "emoji":
      return emojiNode(body);
    case "url":
      return anchor(unescape(body), unescape(body));
    default:
      return h(name, null, inline(body));
  }
}

/** Inside code a link shows its text only, as Slack does. */
function plainEntities(text) {
  return unescape(
    text.replace(/<([^<>\n|]+)(?:\|([^<>\n]*))?>/g, (whole, target, label) =>
      /^[a-z]+:/.test(target) ? label || target : target.startsWith("@") ? `@${displayName(target.slice(1))}` : whole,
    ),
  );
}

function entity(body) {
  const cut = body.indexOf("|");
  const target = cut < 0 ? body : body.slice(0, cut);
  const label = cut < 0 ? null : unescape(body.slice(cut + 1));
  if (target.startsWith("@")) return userNode(target.slice(1), label);
  if (target.startsWith("#")) return channelNode(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return anchor(unescape(target), label || unescape(target).replace(/^mailto:/, ""));
}

export function userNode(id, label) {
  const mine = id === store.me ? " me" : "";
  return h(
    "span",
    { class: `mention${mine}`, title: person(id)?.name ? `@${person(id).name}` : null },
    `@${person(id) ? displayName(id) : label || id}`,
  );
}

export function channelNode(id, label) {
  const found = channel(id);
  if (!found) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("button", { type: "button", class: "mention", on: { click: () => go(id) } }, `#${found.name}`);
}

/** An instant in words; `data-` attributes let it be told anew as time passes. */
export function dateNode(seconds, pattern) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(pattern);
  const facts = {
    datetime: date.toISOString(),
    title: fullTime(date),
    "data-unix": String(seconds),
    "data-pattern": pattern,
  };
  return h("time", facts, slackDate(seconds, pattern));
}

/** Tells relative times anew: "in 15 minutes" must not stand still. */
export function refreshDates() {
  for (const node of document.querySelectorAll('time[data-pattern*="{ago}"], time[data-pattern*="_pretty}"]')) {
    const text = slackDate(Number(node.dataset.unix), node.dataset.pattern);
    if (node.textContent !== text) node.textContent = text;
  }
}

/** A group of people, by its handle. */
export function groupNode(id, label) {
  const found = store.groups.find((g) => g.id === id);
  const handle = found?.handle ?? label?.replace(/^@/, "") ?? id ?? "group";
  const mine = found?.users?.includes(store.me) ? " me" : "";
  return h("span", { class: `mention${mine}` }, `@${handle}`);
}

function special(body, label) {
  const [kind, ...rest] = body.split("^");
  if (kind === "date") {
    const seconds = Number(rest[0]);
    if (!Number.isFinite(seconds)) return document.createTextNode(label ?? "");
    const words = dateNode(seconds, rest[1] ?? "{date} {time}");
    return rest[2] ? anchor(rest[2], words) : words;
  }
  if (kind === "subteam") return groupNode(rest[0], label);
  return h("span", { class: "mention me" }, `@${kind}`);
}

/** Only web and mail addresses become links; anything else stays text. */
export function anchor(address, label) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address)) return h("span", null, label);
  const inside = placeOfLink(address);
  if (inside) {
    return h(
      "a",
      {
        href: address,
        on: {
          click: (event) => {
            event.preventDefault();
            go(inside.channel, inside);
          },
        },
      },
      label,
    );
  }
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** A plain_text object: entities and emoji names only. */
export function plain(text, withEmoji = true) {
  const out = document.createDocumentFragment();
  const pieces = withEmoji ? String(text ?? "").split(/:([a-z0-9_+'-]+):/) : [String(text ?? "")];
  pieces.forEach((piece, index) => out.append(...(index % 2 === 1 ? [emojiNode(piece)] : withSigns(unescape(piece)))));
  return out;
}

/** Renders a Block Kit text object of either kind. */
export function textNode(object) {
  if (!object) return document.createDocumentFragment();
  if (typeof object === "string") return plain(object);
  return object.type === "mrkdwn" ? mrkdwn(object.text) : plain(object.text, object.emoji !== false);
}

/** The text of an object or of a message without its marks: for titles, options and one-line previews. */
export function flat(source) {
  const text = typeof source === "string" ? source : (source?.text ?? "");
  return (source?.type === "plain_text" ? plain(text) : mrkdwn(text)).textContent.replace(/\s+/g, " ").trim();
}
