// The page of the local workspace: puts the parts together and follows the server's stream.
//
// The address may name who acts (?as=ana) and where (#/C1, #/C1/thread/TS, #/C1/msg/TS).
//
// Stable data-testid attributes:
//   side         channel-<name>, channel-new, channel-new-name, channel-new-create, bot-home, dm-<name>, theme-toggle,
//                whoami, person-<name> (in the list that whoami opens), drawer-toggle (narrow screens)
//   header       place-name, topic, clock, controls-toggle, bar, bookmark, pins, channel-menu (channel-invite,
//                channel-topic, channel-archive, channel-leave, channel-link), invite-<name>, invite-done, topic-text,
//                topic-save
//   messages     messages, msg (data-ts, data-user, data-ephemeral, data-subtype), msg-text, only-you, pinned-mark,
//                replies, reaction-<name>, jump, earlier, react, reply, msg-menu, dismiss, file-<name>, file-preview,
//                file-open, file-reader, file-reader-close; in blocks action-<action_id>, and buttons keep their
//                visible text as accessible name
//   menu         menu-react, menu-reply, menu-timeline, menu-pin, menu-copy, menu-edit, menu-delete, emoji-<name>,
//                edit-text, edit-save, confirm, confirm-yes, confirm-no
//   composer     composer, send, plus, upload, proposals, hint-<command>, mention-<name>, plus-command, plus-upload,
//                shortcut-declare, composer-closed, join, first-hint, hint-fill, hint-help, hint-close
//   thread       thread, thread-messages, thread-composer, thread-send, thread-plus, thread-upload, thread-close
//   form         modal, modal-title, modal-submit, modal-close, modal-x, modal-back, modal-problem, field-<block_id>,
//                error-<block_id>, action-<action_id>
//   home         tab-home, tab-messages, home
//   controls     controls, controls-close, clock-face, clock-forward-300, clock-forward-1800, clock-forward-7200,
//                clock-custom, clock-custom-go, trouble-latency, trouble-outage, trouble-lost, trouble-duplicate,
//                outside-state, outside-<what>, trouble-ratelimit, trouble-ratelimit-channel, wire-log, wire-errors, wire-wide, reset
//   everywhere   toast, offline, skip
import { fill, h } from "./dom.js";
import { api, listen } from "./api.js";
import { attempt, toast } from "./toast.js";
import { channel, dm, emit, on, store, takeState } from "./store.js";
import { mountChannels } from "./channels.js";
import { choosePerson, rememberPerson } from "./people.js";
import { mountHeader } from "./header.js";
import { firstPlace, PlaceView } from "./place.js";
import { ThreadPanel } from "./thread.js";
import { Controls } from "./controls.js";
import { forgetForms, refreshView } from "./forms.js";
import { refreshDates } from "./mrkdwn.js";
import { go, readRoute } from "./route.js";

const at = (id) => document.getElementById(id);
const frame = at("app");
const view = new PlaceView({ stage: at("stage"), foot: at("foot"), bars: at("bars") });
const thread = new ThreadPanel(at("thread"));
const controls = new Controls(at("controls"));
let stop = null;

const drawer = (open) => {
  frame.classList.toggle("drawer", open);
  document.querySelector("[data-testid=drawer-toggle]")?.setAttribute("aria-expanded", String(open));
  if (open) at("side").querySelector("[aria-current], button")?.focus();
};

mountChannels(at("side"));
mountHeader(at("head"), { openControls: () => controls.toggle(), toggleDrawer: () => drawer(true) });
at("scrim").addEventListener("click", () => drawer(false));

async function readState() {
  const answer = await attempt(() => api.state());
  if (answer) takeState(answer);
  return Boolean(answer);
}

/** Runs work soon and once, however often it is asked for meanwhile. */
function soon(work, ms = 40) {
  let waiting = false;
  let again = false;
  return async () => {
    if (waiting) {
      again = true;
      return;
    }
    waiting = true;
    do {
      again = false;
      await new Promise((resolve) => setTimeout(resolve, ms));
      await work();
    } while (again);
    waiting = false;
  };
}

const rereadState = soon(readState);
const rereadAll = soon(reread);
const rereadPlace = soon(() => view.load());
const rereadThread = soon(() => thread.load());
const rereadView = soon(refreshView, 10);

function heard(event) {
  const here = event.channel === store.place;
  switch (event.type) {
    case "message":
    case "update":
    case "delete":
      if (here) {
        rereadPlace();
        rereadThread();
      }
      if (!here || event.type === "message") rereadState();
      break;
    case "channel":
      rereadState();
      if (here) rereadPlace();
      break;
    case "view":
      rereadView();
      break;
    case "home":
      if (view.tab === "home") view.home.load(true);
      break;
    case "toast":
      toast(event.text ?? "");
      break;
    case "unread":
      if (!here) rereadState();
      break;
    default:
      rereadAll();
  }
}

async function reread() {
  if (!(await readState())) return;
  // A workspace that was started afresh may not have this place any more.
  if (!channel(store.place) && !dm(store.place)) {
    await follow();
    return;
  }
  await Promise.all([view.load(), thread.load(), refreshView()]);
  if (view.tab === "home") view.home.load(true);
}

function lost(isLost) {
  store.lost = isLost;
  document.querySelector("[data-testid=offline]")?.remove();
  if (isLost) {
    at("main").prepend(
      h(
        "div",
        { class: "notice", role: "alert", testid: "offline" },
        "No connection to the workspace. Trying again…",
        h("button", { type: "button", on: { click: () => connect() } }, "Try now"),
      ),
    );
  }
}

function connect() {
  stop?.();
  let opened = false;
  let warning = null;
  stop = listen(
    heard,
    () => {
      clearTimeout(warning);
      warning = null;
      lost(false);
      if (opened) reread();
      opened = true;
    },
    () => {
      warning ??= setTimeout(() => lost(true), 1500);
    },
  );
}

async function follow() {
  const { place, thread: ts, msg } = readRoute();
  const known = place && (channel(place) || dm(place));
  if (!known && place) await readState();
  const id = channel(place) || dm(place) ? place : firstPlace();
  if (!id) return;
  drawer(false);
  if (id !== store.place) await view.open(id, msg);
  else if (msg) {
    view.select("messages");
    view.stream.reveal(msg);
  }
  thread.open(ts);
  if (id !== place) history.replaceState(null, "", `#/${id}`);
}

async function become(id) {
  store.me = id;
  rememberPerson(id);
  forgetForms();
  await readState();
  connect();
  store.place = null;
  view.composer.area.disabled = true;
  thread.ts = null;
  await follow();
  refreshView();
}

async function start() {
  // People are read before one is chosen: the first answer is for nobody in particular.
  if (!(await readState())) {
    lost(true);
    setTimeout(start, 2000);
    return;
  }
  lost(false);
  const id = choosePerson();
  if (!id) {
    fill(at("stage"), h("p", { class: "intro" }, "This workspace has no people."));
    return;
  }
  await become(id);
}

function keys(event) {
  const typing = event.target.closest("input, textarea, select, dialog, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    if (view.tab === "home") view.select("messages");
    view.composer.area.focus();
    if (view.composer.area.value === "") view.composer.put("/");
    view.composer.propose();
  } else if (event.key === "Escape" && !event.defaultPrevented) {
    if (frame.classList.contains("drawer")) drawer(false);
    else if (!at("thread").hidden && !typing) go(store.place);
  }
}

addEventListener("hashchange", follow);
addEventListener("keydown", keys);
on("switch", become);
on("tick", refreshDates);
on("reread", reread);
on("restart", async () => {
  store.place = null;
  await readState();
  location.hash = "";
  await follow();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && store.me) emit("reread");
});
start();
