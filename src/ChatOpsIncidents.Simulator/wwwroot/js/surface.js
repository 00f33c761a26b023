// How blocks speak to the server, the same for a message, a form and the Home tab.
import { api } from "./api.js";
import { attempt } from "./toast.js";

/**
 * The context that blocks.js asks for. `address`: {viewId} or {channel, ts}. `values`: what was typed so far, by block
 * and action; `state`: what the server holds of it. `after` runs when the app was told something; `onEdit(blockId)` when
 * a value changed.
 */
export function surface({ address, blocks, values, state, after, onEdit }) {
  const inputs = new Map((blocks ?? []).filter((b) => b.type === "input").map((b) => [b.block_id, b]));
  const told = new Map();
  const click = (blockId, actionId, what) => api.click({ ...address, blockId, actionId, ...what });

  /** Fields that send nothing by themselves are told before a press, so that the app finds them in its state. */
  const tellTyped = async () => {
    for (const [blockId, block] of inputs) {
      const actionId = block.element?.action_id;
      const value = values[blockId]?.[actionId];
      if (block.dispatch_action || value === undefined || value === null || hasFiles(value)) continue;
      const text = JSON.stringify(value);
      if (told.get(blockId) === text) continue;
      told.set(blockId, text);
      await click(blockId, actionId, { selected: value });
    }
  };

  const send = (blockId, item, what) =>
    attempt(async () => {
      await tellTyped();
      await click(blockId, item.action_id, what);
      await after?.();
    });

  return {
    ...address,
    press: send,
    change: (blockId, item, value, { quiet } = {}) => {
      // Emptied is not the same as untouched, which is null: that would bring back what the app had proposed.
      (values[blockId] ??= {})[item.action_id] = value ?? "";
      onEdit?.(blockId);
      if (!quiet && (!inputs.has(blockId) || inputs.get(blockId).dispatch_action))
        return send(blockId, item, { selected: value ?? "" });
      return undefined;
    },
    initial: (blockId, item, fallback) => {
      const held = values[blockId]?.[item.action_id];
      if (held !== undefined) return held;
      const stored = valueOf(state?.[blockId]?.[item.action_id]);
      if (!isEmpty(stored)) {
        (values[blockId] ??= {})[item.action_id] = stored;
        return stored;
      }
      if (inputs.has(blockId)) (values[blockId] ??= {})[item.action_id] = fallback;
      return fallback;
    },
    label: (blockId) => inputs.get(blockId)?.label?.text,
    optional: (blockId) => Boolean(inputs.get(blockId)?.optional),
    dispatches: (blockId) => Boolean(inputs.get(blockId)?.dispatch_action),
  };
}

/** The plain value in the wire's form of a state: text, an option's value, or a list of them. */
function valueOf(entry) {
  if (!entry) return undefined;
  const key = Object.keys(entry).find((name) => name === "value" || name.startsWith("selected_"));
  const plain = (one) => (one && typeof one === "object" ? one.value : one);
  const held = entry[key];
  return Array.isArray(held) ? held.map(plain) : plain(held);
}

const isEmpty = (value) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const hasFiles = (value) => Array.isArray(value) && value[0] instanceof File;
