// Selects. The browser's own list serves one choice; chips show several; external ones ask the server.
import { h, icon } from "./dom.js";
import { flat } from "./mrkdwn.js";
import { api } from "./api.js";
import { displayName, humans, person, placeName, store } from "./store.js";
import { sure } from "./elements.js";

/** The choices of a select as groups: [{label, options: [{value, label}]}]. */
function groupsOf(item) {
  const kind = item.type.replace(/^multi_/, "");
  if (kind === "users_select")
    return [{ options: [...humans(), ...bots()].map((p) => ({ value: p.id, label: nameOf(p) })) }];
  if (kind === "channels_select") return [{ options: channels(false) }];
  if (kind === "conversations_select") return conversations(item.filter);
  const read = (options) => (options ?? []).map((o) => ({ value: o.value, label: labelOf(o) }));
  return item.option_groups
    ? item.option_groups.map((g) => ({ label: flat(g.label), options: read(g.options) }))
    : [{ options: read(item.options) }];
}

const labelOf = (option) => flat(option.text) + (option.description ? ` – ${flat(option.description)}` : "");
const nameOf = (p) => `${displayName(p.id)}${p.guest ? " (guest)" : ""}`;
const bots = () => [...store.people.values()].filter((p) => p.bot);
const channels = (withPrivate) =>
  store.channels
    .filter((c) => !c.archived && (withPrivate || !c.private))
    .map((c) => ({ value: c.id, label: `${c.private ? "🔒 " : "#"}${c.name}` }));

function conversations(filter) {
  const include = filter?.include;
  const wants = (kind) => !include || include.includes(kind);
  const open = store.channels.filter((c) => !c.archived && wants(c.private ? "private" : "public"));
  const direct = store.dms.filter((d) => wants("im") && !(filter?.exclude_bot_users && person(d.with)?.bot));
  return [
    { label: "Channels", options: open.map((c) => ({ value: c.id, label: `${c.private ? "🔒 " : "#"}${c.name}` })) },
    { label: "Direct messages", options: direct.map((d) => ({ value: d.id, label: placeName(d.id) })) },
  ].filter((group) => group.options.length > 0);
}

function initialOf(item) {
  if (item.default_to_current_conversation && !item.initial_conversation) return store.place;
  return item.initial_option?.value ?? item.initial_user ?? item.initial_channel ?? item.initial_conversation ?? null;
}

function initialsOf(item) {
  return (item.initial_options ?? [])
    .map((o) => o.value)
    .concat(item.initial_users ?? [], item.initial_channels ?? [], item.initial_conversations ?? []);
}

function optionNodes(groups, chosen) {
  const nodes = (options) =>
    options.map((o) => h("option", { value: o.value, selected: o.value === chosen }, o.label));
  return groups.map((g) => (g.label ? h("optgroup", { label: g.label }, nodes(g.options)) : nodes(g.options)));
}

/** One choice. An optional field can be emptied again. */
export function select(item, blockId, ctx) {
  const chosen = ctx.initial(blockId, item, initialOf(item));
  const clearable = ctx.optional?.(blockId) && chosen !== null;
  const placeholder = flat(item.placeholder) || "Choose…";
  let last = chosen ?? "";
  const node = h(
    "select",
    {
      class: `control ${chosen ? "" : "empty"}`,
      "aria-label": ctx.label?.(blockId) ?? placeholder,
      testid: `action-${item.action_id}`,
      on: {
        change: async () => {
          if (!(await sure(item))) {
            node.value = last;
            return;
          }
          last = node.value;
          node.classList.toggle("empty", node.value === "");
          ctx.change(blockId, item, node.value || null);
        },
      },
    },
    h(
      "option",
      {
        value: "",
        selected: !chosen,
        disabled: !(clearable || ctx.optional?.(blockId)),
        hidden: !ctx.optional?.(blockId),
      },
      placeholder,
    ),
    optionNodes(groupsOf(item), chosen),
  );
  return node;
}

/** Several choices: chips, and a list that adds one more. */
export function multiSelect(item, blockId, ctx) {
  const groups = groupsOf(item);
  const labels = new Map(groups.flatMap((g) => g.options).map((o) => [o.value, o.label]));
  const chosen = [...ctx.initial(blockId, item, initialsOf(item))];
  const chips = h("div", { class: "chips", role: "list" });
  const node = h("select", {
    class: "control empty",
    "aria-label": ctx.label?.(blockId) ?? (flat(item.placeholder) || "Add"),
    testid: `action-${item.action_id}`,
    on: {
      change: () => {
        if (node.value && !chosen.includes(node.value)) chosen.push(node.value);
        draw();
        ctx.change(blockId, item, [...chosen]);
      },
    },
  });
  const draw = () => {
    chips.replaceChildren(
      ...chosen.map((value) =>
        chip(labels.get(value) ?? value, () => {
          chosen.splice(chosen.indexOf(value), 1);
          draw();
          ctx.change(blockId, item, [...chosen]);
        }),
      ),
    );
    const left = groups.map((g) => ({ ...g, options: g.options.filter((o) => !chosen.includes(o.value)) }));
    const full = item.max_selected_items && chosen.length >= item.max_selected_items;
    node.disabled = Boolean(full);
    node.replaceChildren(
      h("option", { value: "" }, full ? "No more can be added" : flat(item.placeholder) || "Add…"),
    );
    for (const entry of optionNodes(left, null).flat()) node.append(entry);
    node.value = "";
  };
  draw();
  return h("div", { class: "many control" }, chips, node);
}

function chip(label, remove) {
  return h(
    "span",
    { class: "chip", role: "listitem" },
    label,
    h("button", { type: "button", "aria-label": `Remove ${label}`, on: { click: remove } }, icon("close", "small")),
  );
}

/** Choices that the app itself proposes for what is typed. */
export function external(item, blockId, ctx) {
  const several = item.type.startsWith("multi_");
  const preset = several ? (item.initial_options ?? []) : item.initial_option ? [item.initial_option] : [];
  const known = new Map(preset.map((o) => [o.value, flat(o.text)]));
  const first = ctx.initial(blockId, item, several ? preset.map((o) => o.value) : (preset[0]?.value ?? null));
  const chosen = several ? [...first] : first ? [first] : [];
  const listId = `list-${crypto.randomUUID()}`;
  const chips = h("div", { class: "chips", role: "list" });
  const list = h("ul", { role: "listbox", id: listId, hidden: true });
  const input = h("input", {
    class: "input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-label": ctx.label?.(blockId) ?? "Search",
    placeholder: flat(item.placeholder) || "Type to search",
    testid: `action-${item.action_id}`,
  });
  const tell = () => ctx.change(blockId, item, several ? [...chosen] : (chosen[0] ?? null));
  const draw = () =>
    chips.replaceChildren(
      ...chosen.map((value) =>
        chip(known.get(value) ?? value, () => {
          chosen.splice(chosen.indexOf(value), 1);
          draw();
          tell();
        }),
      ),
    );
  const take = (option) => {
    known.set(option.value, flat(option.text));
    if (!several) chosen.length = 0;
    if (!chosen.includes(option.value)) chosen.push(option.value);
    input.value = "";
    close();
    draw();
    tell();
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  combobox(input, list, { ask: () => proposals(item, blockId, ctx, input.value), take, close });
  draw();
  return h("div", { class: "many control" }, chips, h("div", { class: "combo" }, input, list));
}

async function proposals(item, blockId, ctx, value) {
  const answer = await api.suggest({
    viewId: ctx.viewId,
    channel: ctx.channel,
    ts: ctx.ts,
    blockId,
    actionId: item.action_id,
    q: value,
  });
  return answer?.options ?? (answer?.option_groups ?? answer?.optionGroups ?? []).flatMap((g) => g.options);
}

function combobox(input, list, { ask, take, close }) {
  let options = [];
  let at = -1;
  let turn = 0;
  const show = async () => {
    const mine = ++turn;
    const found = await ask().catch(() => []);
    if (mine !== turn) return;
    options = found;
    at = -1;
    list.replaceChildren(
      ...(found.length
        ? found.map((o, i) =>
            h(
              "li",
              {
                role: "option",
                "aria-selected": "false",
                on: {
                  mousedown: (event) => {
                    event.preventDefault();
                    take(options[i]);
                  },
                },
              },
              labelOf(o),
            ),
          )
        : [h("li", { "aria-disabled": "true" }, "Nothing found")]),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("focus", show);
  input.addEventListener("input", show);
  input.addEventListener("blur", () => {
    turn++;
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (options[Math.max(at, 0)]) take(options[Math.max(at, 0)]);
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (options.length === 0) return;
    at = (at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    [...list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
  });
}
