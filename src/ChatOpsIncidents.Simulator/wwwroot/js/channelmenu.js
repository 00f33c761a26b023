// What one can do with a channel: read its canvas, invite people, change its topic, archive it, leave it.
import { busy, fill, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt, toast } from "./toast.js";
import { confirmDialog, showMenu } from "./menu.js";
import { markdown } from "./markdown.js";
import { avatar } from "./people.js";
import { channel, displayName, emit, humans, store } from "./store.js";
import { toSource } from "./mentions.js";

/** Opens the menu of the open channel at a button. */
export function showChannelMenu(anchor) {
  const here = channel(store.place);
  if (!here) return;
  const entries = [
    { icon: "link", label: "Copy link to channel", testid: "channel-link", run: () => copyLink(here) },
  ];
  if (here.member && !here.archived) {
    entries.unshift(
      { icon: "people", label: "Invite people…", testid: "channel-invite", run: () => invite(here) },
      { icon: "edit", label: "Change the topic…", testid: "channel-topic", run: () => changeTopic(here) },
    );
  }
  if (here.canvas) {
    entries.unshift({ icon: "open", label: "Canvas", testid: "channel-canvas", run: () => readCanvas(here) });
  }
  if (here.member) {
    entries.push(null, {
      icon: "archive",
      label: here.archived ? "Unarchive" : "Archive",
      testid: "channel-archive",
      run: () => archive(here),
    });
  }
  if (here.member && !here.archived) {
    entries.push({ icon: "back", label: "Leave channel", testid: "channel-leave", run: () => leave(here) });
  }
  showMenu(anchor, entries, `#${here.name}`);
}

function readCanvas(here) {
  const box = h(
    "dialog",
    { class: "modal reader", "aria-label": "Canvas", testid: "canvas", on: { close: () => box.remove() } },
    h(
      "div",
      { class: "top" },
      h("h2", null, `Canvas of #${here.name}`),
      iconButton("close", "Close", () => box.close(), { testid: "canvas-close" }),
    ),
    h("div", { class: "canvas", tabindex: "0" }, markdown(here.canvas)),
  );
  document.body.append(box);
  box.showModal();
}

async function copyLink(here) {
  const link = `${location.origin}${location.pathname}#/${here.id}`;
  try {
    await navigator.clipboard.writeText(link);
    toast("Link copied.");
  } catch {
    toast(link);
  }
}

async function archive(here) {
  const yes =
    here.archived ||
    (await confirmDialog({
      title: `Archive #${here.name}?`,
      text: "Nobody can write in it any more. It stays readable.",
      confirm: "Archive",
      deny: "Keep",
      style: "danger",
    }));
  if (yes && (await attempt(() => api.archive(here.id)))) emit("reread");
}

async function leave(here) {
  if (await attempt(() => api.leave(here.id))) emit("restart");
}

/** A small dialog with a heading, a body and one way out. */
function dialog(title, testid, ...body) {
  const box = h(
    "dialog",
    { class: "modal confirm", "aria-labelledby": `${testid}-title`, testid, on: { close: () => box.remove() } },
    h("div", { class: "top" }, h("h2", { id: `${testid}-title` }, title)),
    h("div", { class: "mid" }, body),
  );
  document.body.append(box);
  return box;
}

function changeTopic(here) {
  const input = h("input", {
    class: "input",
    type: "text",
    maxlength: "250",
    "aria-label": "Topic",
    testid: "topic-text",
  });
  input.value = toSource(here.topic ?? "");
  const save = h(
    "button",
    { type: "button", class: "button primary", testid: "topic-save", on: { click: () => store() } },
    "Save",
  );
  const store = () =>
    busy(save, async () => {
      if (!(await attempt(() => api.topic(here.id, input.value.trim())))) return;
      box.close();
      emit("reread");
    });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") store();
  });
  const box = dialog(`Topic of #${here.name}`, "topic-dialog", input);
  box.append(
    h(
      "div",
      { class: "end" },
      h("button", { type: "button", class: "button", on: { click: () => box.close() } }, "Cancel"),
      save,
    ),
  );
  box.showModal();
  input.select();
}

function invite(here) {
  const list = h("div", { class: "choices" });
  const box = dialog(`Invite to #${here.name}`, "invite-dialog", list);
  const draw = () => {
    const members = new Set(channel(here.id)?.members ?? here.members ?? []);
    const others = humans().filter((p) => !members.has(p.id));
    fill(list, others.length === 0 ? "Everyone is here already." : others.map((p) => row(p)));
  };
  const row = (p) => {
    const add = h(
      "button",
      {
        type: "button",
        class: "button",
        testid: `invite-${p.name}`,
        "aria-label": `Invite ${displayName(p.id)}`,
        on: {
          click: () =>
            busy(add, async () => {
              if (!(await attempt(() => api.invite(here.id, p.id)))) return;
              line.replaceChildren(avatar(p.id), h("span", { class: "grow" }, `${displayName(p.id)} is in.`));
            }),
        },
      },
      "Invite",
    );
    const line = h(
      "div",
      { class: "inviterow" },
      avatar(p.id),
      h(
        "span",
        { class: "grow" },
        displayName(p.id),
        " ",
        p.guest ? h("span", { class: "badge warn" }, "guest") : null,
      ),
      add,
    );
    return line;
  };
  draw();
  box.append(
    h(
      "div",
      { class: "end" },
      h(
        "button",
        { type: "button", class: "button primary", testid: "invite-done", on: { click: () => box.close() } },
        "Done",
      ),
    ),
  );
  box.showModal();
}
