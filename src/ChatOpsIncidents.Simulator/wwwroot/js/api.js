// The page's side of the server's contract. Every call names the person one acts as.
import { store } from "./store.js";

/** A refusal by the server, in words that may be shown. */
export class ApiError extends Error {}

async function call(path, init) {
  let response;
  try {
    response = await fetch(path, { headers: { accept: "application/json" }, ...init });
  } catch {
    throw new ApiError("The workspace does not answer. Is the simulator still running?");
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (!response.ok) throw new ApiError(words(body?.error) ?? `The workspace answered ${response.status}.`);
  return body;
}

const known = {
  message_not_found: "That message is not there any more.",
  channel_not_found: "That channel is not there, or not for you to see.",
  not_in_channel: "Join the channel first.",
  is_archived: "This channel is archived.",
  name_taken: "A channel of that name exists.",
  invalid_name_specials: "Use small letters, digits, - and _ only.",
  invalid_name: "Use small letters, digits, - and _ only.",
  cant_update_message: "Only its author can change a message.",
  cant_delete_message: "Only its author can delete a message.",
  not_found: "That form is not open any more.",
};

/** A fault's code in words; a sentence stays as it is. */
const words = (error) =>
  error && (known[error] ?? (/^[a-z_]+$/.test(error) ? `That did not work: ${error.replaceAll("_", " ")}.` : error));

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, v]) => v !== undefined && v !== null)).toString();
const get = (path, values = {}) => call(`${path}?${query({ as: store.me, ...values })}`);
const post = (path, body = {}) =>
  call(path, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify({ as: store.me, ...body }),
  });

export const api = {
  state: () => get("/sim/state"),
  messages: (channel) => get(`/sim/channels/${encodeURIComponent(channel)}/messages`),
  thread: (channel, ts) => get(`/sim/channels/${encodeURIComponent(channel)}/threads/${encodeURIComponent(ts)}`),
  say: (channel, text, threadTs) => post("/sim/say", { channel, text, threadTs }),
  edit: (channel, ts, text) => post("/sim/edit", { channel, ts, text }),
  remove: (channel, ts) => post("/sim/delete", { channel, ts }),
  react: (channel, ts, name) => post("/sim/react", { channel, ts, name }),
  pin: (channel, ts) => post("/sim/pin", { channel, ts }),
  join: (channel) => post("/sim/join", { channel }),
  leave: (channel) => post("/sim/leave", { channel }),
  invite: (channel, user) => post("/sim/invite", { channel, user }),
  archive: (channel) => post("/sim/archive", { channel }),
  topic: (channel, topic) => post("/sim/topic", { channel, topic }),
  dm: (person) => post("/sim/dm", { with: person }),
  createChannel: (name) => post("/sim/createChannel", { name }),
  click: (click) => post("/sim/click", click),
  submit: (viewId, values) => post("/sim/submit", { viewId, values }),
  close: (viewId, all) => post("/sim/close", { viewId, all }),
  shortcut: (callbackId, channel, ts) => post("/sim/shortcut", { callbackId, channel, ts }),
  view: () => get("/sim/view"),
  // Quiet: the app is not told that its tab was opened, for it was open.
  home: (quiet) => get("/sim/home", { quiet: quiet ? 1 : undefined }),
  suggest: (values) => get("/sim/suggest", values),
  clock: (forwardSeconds) => post("/sim/clock", { forwardSeconds }),
  trouble: (change) => post("/sim/trouble", change),
  outside: (what) => post("/sim/outside", { what }),
  outsideState: () => get("/sim/outside"),
  reset: () => post("/sim/reset"),
  log: () => get("/sim/log"),
  upload(channel, file, threadTs) {
    const form = new FormData();
    form.append("as", store.me);
    form.append("channel", channel);
    if (threadTs) form.append("threadTs", threadTs);
    form.append("file", file, file.name);
    return call("/sim/upload", { method: "POST", body: form });
  },
};

const reopenMs = 2000;

/**
 * Listens for changes until the returned function is called. A line that breaks is taken up again by the browser; one that
 * was refused, by us. After a gap `onOpen` is the cue to read everything again.
 */
export function listen(onEvent, onOpen, onLost) {
  let source = null;
  let again = null;
  const open = () => {
    source = new EventSource(`/sim/stream?${query({ as: store.me })}`);
    source.onopen = onOpen;
    source.onmessage = (message) => {
      try {
        onEvent(JSON.parse(message.data));
      } catch {
        /* A line that is no JSON carries no change. */
      }
    };
    source.onerror = () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, reopenMs);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
