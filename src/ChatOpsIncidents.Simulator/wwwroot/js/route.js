// Where one is stands in the address, so that Back, reload and copied links work: #/C1, #/C1/thread/TS, #/C1/msg/TS
import { store } from "./store.js";

/** Goes to a place. `thread`: opens that thread; `msg`: shows that message. */
export function go(channel, { thread, msg } = {}) {
  const tail = thread ? `/thread/${thread}` : msg ? `/msg/${msg}` : "";
  const next = `#/${channel}${tail}`;
  if (location.hash === next) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = next;
}

export function closeThread() {
  if (store.place) go(store.place);
}

export function readRoute() {
  const [place, kind, ts] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { place: place || null, thread: kind === "thread" ? ts : null, msg: kind === "msg" ? ts : null };
}

/** The place a permalink means (…/archives/C1/p1700000000000100), or null for any other address. */
export function placeOfLink(address) {
  const found = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?(?:\?.*thread_ts=([\d.]+))?/.exec(address);
  if (!found || !store.channels.some((c) => c.id === found[1])) return null;
  const msg = found[2] ? `${found[2]}.${found[3]}` : undefined;
  return { channel: found[1], msg: found[4] ? undefined : msg, thread: found[4] };
}

export const linkTo = (channel, ts) => `${location.origin}${location.pathname}#/${channel}/msg/${ts}`;
