// What the composer proposes while one types: /incident commands, people, channels.
import { h, icon } from "./dom.js";
import { avatar } from "./people.js";
import { displayName, store } from "./store.js";

const commands = [
  ["declare sev2 Checkout fails for EU cards", "declare", "Open an incident: room, card, roles, clock"],
  ["impact", "impact who: … how-bad: … ongoing: yes", "Who is affected, how badly, is it still going on"],
  ["rollback", "rollback", "Review the rollback options, newest deploy first"],
  ["mitigate", "mitigate <kind> <what…>", "Start a mitigation: flag-off, failover, scale, shed …"],
  ["outcome", "outcome worked | partial | failed", "Say what the running mitigation did"],
  ["update", "update what: … impact: … doing: … next: 30m", "Write the update that is due"],
  ["role", "role lead|ops|comms|scribe|backup @user", "Give someone a role"],
  ["task", "task @user <text…> in 15m", "Give someone a task with a check-in"],
  ["note", "note <text…>", "Put a line into the timeline"],
  ["verify", "verify", "Compare monitoring with the baseline"],
  ["resolve", "resolve [summary…]", "Close the outage, now or when the checks hold"],
  ["override", "override <gate> <why…>", "Lead only: pass a gate, with a reason"],
  ["status", "status", "Where this incident stands"],
  ["next", "next", "The one next step"],
  ["list", "list open", "Incidents that are open"],
  ["hypothesis", "hypothesis <text…>", "One theory at a time"],
  ["severity", "severity sev1 <why…>", "Change the severity"],
  ["timeline", "timeline", "What happened so far"],
  ["export", "export md", "The timeline as a file: md, html, json, csv"],
  ["drill start", "drill start <scenario>", "Practise on a famous outage"],
  ["help", "help all", "Every command"],
];
const front = 8;

/** What to propose for the text up to the caret: {title, items: [{node, insert, from}]}, or null. */
export function proposalsFor(text, caret, { inThread }) {
  const head = text.slice(0, caret);
  if (!inThread && /^\/[a-z]*$/i.test(head) && "/incident".startsWith(head.toLowerCase()))
    return commandList("", head);
  const slash = /^\/incident\s+(.*)$/is.exec(head);
  if (slash && !inThread) {
    const list = commandList(slash[1].toLowerCase(), head);
    if (list) return list;
  }
  const at = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(head);
  if (!at) return null;
  const from = caret - at[2].length - 1;
  return at[1] === "@" ? peopleList(at[2], from) : channelList(at[2], from);
}

/** While the first word is typed: those that begin with it. After it: its usage only, for reading. */
function commandList(typed, head) {
  const complete = commands.find(([, usage]) => typed.startsWith(`${usage.split(" ")[0]} `));
  if (complete) {
    return { title: null, items: [option(complete, null)] };
  }
  if (/\s/.test(typed)) return null;
  const found = commands.filter(([, usage]) => usage.startsWith(typed));
  if (found.length === 0) return null;
  return {
    title: "Commands of the incident bot",
    items: (typed === "" ? found.slice(0, front) : found).map((c) => option(c, head.length)),
  };
}

function option([insert, usage, what], length) {
  return {
    node: [h("code", null, `/incident ${usage}`), h("span", null, what)],
    insert: length === null ? null : `/incident ${insert} `.replace(/cards $/, "cards"),
    from: 0,
    testid: `hint-${usage.split(" ")[0]}`,
  };
}

function peopleList(typed, from) {
  const wanted = typed.toLowerCase();
  const fits = (...names) => names.some((name) => name?.toLowerCase().includes(wanted));
  const people = [...store.people.values()]
    .filter((p) => fits(p.name, displayName(p.id)))
    .map((p) => ({
      node: [avatar(p.id, true), h("b", null, displayName(p.id)), h("span", null, `@${p.name}`)],
      insert: `@${p.name} `,
      from,
      className: "person",
      testid: `mention-${p.name}`,
    }));
  const groups = store.groups
    .filter((g) => wanted !== "" && fits(g.handle))
    .map((g) => ({
      node: [icon("people"), h("b", null, `@${g.handle}`), h("span", null, g.users.map(displayName).join(", "))],
      insert: `@${g.handle} `,
      from,
      className: "person",
      testid: `mention-${g.handle}`,
    }));
  const found = [...people, ...groups].slice(0, 8);
  return found.length === 0 ? null : { title: "People", items: found };
}

function channelList(typed, from) {
  const found = store.channels.filter((c) => !c.archived && c.name.startsWith(typed.toLowerCase()));
  return found.length === 0
    ? null
    : {
        title: "Channels",
        items: found.slice(0, 8).map((c) => ({
          node: [h("b", null, `#${c.name}`), h("span", null, c.topic ?? "")],
          insert: `#${c.name} `,
          from,
          className: "person",
        })),
      };
}
