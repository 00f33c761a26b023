// What the page knows: who one is, the people, the channels, the clock. Other files read it and are told of changes.
const listeners = new Map();

export const store = {
  me: null,
  team: "Workspace",
  people: new Map(),
  channels: [],
  dms: [],
  groups: [],
  trouble: {},
  clockOffsetSeconds: 0,
  serverMinusLocal: 0,
  place: null,
  thread: null,
};

/** Subscribes to a topic: `state`, `place`, `thread`, `lost`. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** Takes in an answer of /sim/state. `now` may be ISO text, or Unix seconds. */
export function takeState(answer) {
  store.team = typeof answer.team === "string" ? answer.team : (answer.team?.name ?? "Workspace");
  store.people = new Map((answer.people ?? []).map((person) => [person.id, person]));
  store.channels = answer.channels ?? [];
  store.dms = (answer.dms ?? []).map(direct);
  store.groups = answer.groups ?? [];
  store.trouble = answer.trouble ?? {};
  store.clockOffsetSeconds = answer.clockOffsetSeconds ?? 0;
  const now = typeof answer.now === "number" ? answer.now * (answer.now > 1e11 ? 1 : 1000) : Date.parse(answer.now);
  if (!Number.isNaN(now)) store.serverMinusLocal = now - Date.now();
  emit("state");
}

/** `with` may be one person or a list; a list of one is that one. */
function direct(given) {
  const others = Array.isArray(given.with) ? given.with : [given.with];
  return { ...given, with: others.length === 1 ? others[0] : null, others };
}

/** The workspace's time, in milliseconds since 1970. It may run ahead of this machine's. */
export const workspaceNow = () => Date.now() + store.serverMinusLocal;

export const person = (id) => store.people.get(id);
export const me = () => person(store.me);
export const myZone = () => me()?.tz || undefined;
export const displayName = (id) => person(id)?.realName || person(id)?.name || id || "Someone";
export const channel = (id) => store.channels.find((c) => c.id === id);
export const bot = () => [...store.people.values()].find((p) => p.bot);
export const humans = () => [...store.people.values()].filter((p) => !p.bot);
export const dmWith = (id) => store.dms.find((d) => d.with === id);
export const dm = (id) => store.dms.find((d) => d.id === id);

export const dmName = (d) => d.others.map(displayName).join(", ");

/** A name for any place: `#payments`, or the other person's name. */
export function placeName(id) {
  const direct = dm(id);
  if (direct) return dmName(direct);
  const found = channel(id);
  return found ? `#${found.name}` : "this conversation";
}

export const isBotPlace = (id) => Boolean(dm(id) && person(dm(id).with)?.bot);
