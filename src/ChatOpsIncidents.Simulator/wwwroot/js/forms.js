// Forms (modals). The server keeps the stack of views and the page shows its top one.
import { busy, fill, h, iconButton } from "./dom.js";
import { api } from "./api.js";
import { attempt } from "./toast.js";
import { plain, textNode } from "./mrkdwn.js";
import { renderBlocks, setError } from "./blocks.js";
import { faultOf } from "./fields.js";
import { surface } from "./surface.js";
import { store } from "./store.js";

/** Values typed into each open view, so that an update by the app keeps what stands in fields that stay. */
const drafts = new Map();
let dialog = null;
let shown = null;
let turn = 0;

/** Reads the top view again, and shows, redraws or closes the form. */
export async function refreshView() {
  const mine = ++turn;
  const answer = await attempt(async () => (await api.view()) ?? {});
  if (answer === undefined || mine !== turn) return;
  show(answer.view ?? (answer.id ? answer : null));
}

export function forgetForms() {
  turn++;
  drafts.clear();
  dialog?.close();
}

const valuesOf = (id) => {
  if (!drafts.has(id)) drafts.set(id, {});
  return drafts.get(id);
};

function show(view) {
  if (!view) {
    shown = null;
    drafts.clear();
    dialog?.close();
    return;
  }
  const signature = JSON.stringify(view);
  if (shown?.signature === signature) return;
  const sameView = shown?.id === view.id;
  shown = { id: view.id, signature, view };
  if (!dialog) open();
  const focus = sameView ? document.activeElement?.dataset?.testid : null;
  const top = sameView ? dialog.querySelector(".mid")?.scrollTop : 0;
  draw(view);
  const mid = dialog.querySelector(".mid");
  mid.scrollTop = top;
  const again = focus && dialog.querySelector(`[data-testid="${CSS.escape(focus)}"]`);
  (again || first(mid) || dialog.querySelector("[data-testid=modal-submit]") || dialog).focus({
    preventScroll: Boolean(again),
  });
}

const first = (mid) =>
  mid.querySelector("[autofocus]") ??
  mid.querySelector("input:not([type=hidden]), textarea, select") ??
  mid.querySelector("button");

function open() {
  dialog = h("dialog", {
    class: "modal",
    testid: "modal",
    "aria-labelledby": "modal-title",
    on: {
      cancel: (event) => {
        event.preventDefault();
        leave(event);
      },
      close: () => {
        dialog?.remove();
        dialog = null;
        shown = null;
      },
      keydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.querySelector("form").requestSubmit();
      },
    },
  });
  document.body.append(dialog);
  dialog.showModal();
}

function draw(view) {
  const context = contextOf(view);
  const inner = renderBlocks(view.blocks ?? [], context);
  const stacked = Boolean(view.previous_view_id);
  const submit = view.submit
    ? h(
        "button",
        { type: "submit", class: "button primary", testid: "modal-submit", disabled: Boolean(view.submit_disabled) },
        textNode(view.submit),
      )
    : null;
  fill(
    dialog,
    h(
      "form",
      {
        novalidate: true,
        on: {
          submit: (event) => {
            event.preventDefault();
            busy(submit ?? dialog, () => send(view));
          },
        },
      },
      h(
        "div",
        { class: "top" },
        stacked ? iconButton("back", "Back", leave, { testid: "modal-back" }) : null,
        h("h2", { id: "modal-title", testid: "modal-title" }, textNode(view.title)),
        iconButton("close", "Close", (event) => leave(event, true), { testid: "modal-x" }),
      ),
      h(
        "div",
        { class: "mid" },
        h("div", { class: "problem", role: "alert", hidden: true, testid: "modal-problem" }),
        inner,
      ),
      h(
        "div",
        { class: "end" },
        h(
          "button",
          { type: "button", class: "button", testid: "modal-close", on: { click: leave } },
          view.close ? textNode(view.close) : plain(submit ? "Cancel" : "Close"),
        ),
        submit,
      ),
    ),
  );
}

/** How the blocks of a form speak: values are kept; presses, and fields that dispatch, go to the app at once. */
const contextOf = (view) =>
  surface({
    address: { viewId: view.id },
    blocks: view.blocks,
    values: valuesOf(view.id),
    state: view.state?.values,
    after: refreshView,
    onEdit: (blockId) => {
      if (dialog) setError(dialog, blockId, null);
    },
  });

const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** What is missing or malformed, by block. */
function faults(view, values) {
  const found = {};
  for (const block of view.blocks ?? []) {
    if (block.type !== "input") continue;
    const value = values[block.block_id]?.[block.element.action_id];
    const fault =
      !block.optional && (isEmpty(value) || (typeof value === "string" && value.trim() === ""))
        ? "Please complete this required field."
        : faultOf(block.element, value);
    if (fault) found[block.block_id] = fault;
  }
  return found;
}

async function send(view) {
  const values = valuesOf(view.id);
  const wanted = inView(view, values);
  const wrong = faults(view, wanted);
  if (Object.keys(wrong).length > 0) {
    showErrors(wrong);
    return;
  }
  const answer = await attempt(async () => (await api.submit(view.id, await uploaded(wanted))) ?? {});
  if (!answer || !dialog) return;
  if (answer.error) {
    showErrors({ "": answer.error });
    return;
  }
  if (answer.errors && Object.keys(answer.errors).length > 0) {
    showErrors(answer.errors);
    return;
  }
  if (answer.closed) drafts.delete(view.id);
  await refreshView();
}

/** Only what the view still shows: a field that the app took away is not sent. */
function inView(view, values) {
  const ids = new Set((view.blocks ?? []).map((block) => block.block_id));
  const shown = Object.entries(values).filter(([id]) => ids.has(id));
  return Object.fromEntries(shown.map(([id, actions]) => [id, { ...actions }]));
}

async function uploaded(values) {
  for (const actions of Object.values(values)) {
    for (const [id, value] of Object.entries(actions)) {
      if (value === null || value === undefined) delete actions[id];
      if (!Array.isArray(value) || !(value[0] instanceof File)) continue;
      const answers = await Promise.all(value.map((file) => api.upload(store.place, file)));
      actions[id] = answers.map((answer) => answer?.file?.id ?? answer?.file ?? answer?.id).filter(Boolean);
    }
  }
  return values;
}

/** Each error under its field; one that belongs to no field stands on top. The first is brought into view. */
function showErrors(errors) {
  for (const wrapper of dialog.querySelectorAll("[data-field]"))
    setError(dialog, wrapper.dataset.field, errors[wrapper.dataset.field] ?? null);
  const placed = Object.keys(errors).filter((id) => dialog.querySelector(`[data-field="${CSS.escape(id)}"]`));
  const others = Object.entries(errors)
    .filter(([id]) => !placed.includes(id))
    .map(([, text]) => text);
  const problem = dialog.querySelector(".problem");
  problem.hidden = others.length === 0;
  problem.textContent = others.join(" ");
  const target = placed.length ? dialog.querySelector(".field.bad") : problem;
  target?.scrollIntoView({ block: "nearest" });
  target?.querySelector("input, textarea, select")?.focus({ preventScroll: true });
}

/** Cancel and Back leave this form; the cross leaves all that are stacked. */
async function leave(event, all = false) {
  if (!shown) {
    dialog?.close();
    return;
  }
  const { id } = shown;
  drafts.delete(id);
  await attempt(() => api.close(id, all));
  await refreshView();
}
