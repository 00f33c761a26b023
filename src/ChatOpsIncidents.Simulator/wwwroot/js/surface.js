// How blocks speak to the server, the same for a message, a form and the Home tab.
import { api } from "./api.js";
import { attempt } from "./toast.js";

/**
 * The context that blocks.js asks for. `address`: {viewId} or {channel, ts}. `values`: what was typed so far, by block and
 * action. `after` runs when the app was told something; `onEdit(blockId)` when a value changed.
 */
export function surface({ address, blocks, values, after, onEdit }) {
  const inputs = new Map((blocks ?? []).filter((b) => b.type === "input").map((b) => [b.block_id, b]));
  const told = new Map();
  const click = (blockId, actionId, what) => api.click({ ...address, blockId, actionId, ...what });

  /** Fields that send nothing by themselves are told before a press, so that the app finds them in its state. */
  const tellTyped = async () => {
    for (const [blockId, block] of inputs) {
      const actionId = block.element?.action_id;
      const value = values[blockId]?.[actionId];
      if (block.dispatch_action || value === undefined || hasFiles(value)) continue;
      const text = JSON.stringify(value);
      if (told.get(blockId) === text) continue;
      told.set(blockId, text);
      await click(blockId, actionId, { selected: value ?? "" });
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
      (values[blockId] ??= {})[item.action_id] = value;
      onEdit?.(blockId);
      if (!quiet && (!inputs.has(blockId) || inputs.get(blockId).dispatch_action))
        return send(blockId, item, { selected: value ?? "" });
      return undefined;
    },
    initial: (blockId, item, fallback) => {
      const held = values[blockId]?.[item.action_id];
      if (held !== undefined) return held;
      if (inputs.has(blockId)) (values[blockId] ??= {})[item.action_id] = fallback;
      return fallback;
    },
    label: (blockId) => inputs.get(blockId)?.label?.text,
    optional: (blockId) => Boolean(inputs.get(blockId)?.optional),
    dispatches: (blockId) => Boolean(inputs.get(blockId)?.dispatch_action),
  };
}

const hasFiles = (value) => Array.isArray(value) && value[0] instanceof File;
