// From what the wire carries (<@U1>, <#C1|payments>, &amp;) back to what one types; the server does the other way.
import { unescape } from "./mrkdwn.js";
import { person, store } from "./store.js";

/** The wire's text as one would have typed it; for the editor. */
export function toSource(text) {
  return unescape(
    text
      .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) => (person(id) ? `@${person(id).name}` : whole))
      .replace(
        /<#([A-Z0-9]+)(?:\|([^>]*))?>/g,
        (whole, id, name) => `#${store.channels.find((c) => c.id === id)?.name ?? name ?? id}`,
      )
      .replace(/<!(here|channel|everyone)>/g, "@$1")
      .replace(/<!subteam\^[A-Z0-9]+\|@?([^>]+)>/g, "@$1")
      .replace(/<((?:https?|mailto):[^>|]+)(?:\|[^>]*)?>/g, "$1"),
  );
}
