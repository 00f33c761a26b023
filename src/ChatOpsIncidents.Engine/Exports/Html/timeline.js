'use strict';
const data = JSON.parse(document.getElementById('timeline').textContent);
const rows = [...document.querySelectorAll('#entries li')];
const days = [...document.querySelectorAll('#entries h3')];
const kind = document.getElementById('kind');
const words = document.getElementById('words');
const range = document.getElementById('range');
const until = document.getElementById('until');
const zone = document.getElementById('zone');
const only = document.getElementById('only');
const play = document.getElementById('play');
const times = rows.map(row => Date.parse(row.dataset.at));
let local = false;

const pad = n => String(n).padStart(2, '0');
function clock(at, withDay) {
  const d = new Date(at);
  const time = local ? [d.getHours(), d.getMinutes(), d.getSeconds()] : [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()];
  const day = local ? [d.getFullYear(), d.getMonth() + 1, d.getDate()] : [d.getUTCFullYear(), d.getUTCMonth() + 1, d.getUTCDate()];
  return (withDay ? day.map(pad).join('-') + ' ' : '') + time.map(pad).join(':');
}

function show() {
  const end = Number(range.value);
  const search = words.value.toLowerCase();
  rows.forEach((row, i) => {
    const fits = (!kind.value || row.dataset.kind === kind.value) && (!search || row.textContent.toLowerCase().includes(search));
    const isFolded = only.checked && !search && !kind.value && 'rest' in row.dataset;
    row.classList.toggle('hidden', !fits || isFolded || times[i] > end);
  });
  days.forEach(day => day.classList.toggle('hidden', ![...day.nextElementSibling.children].some(li => !li.classList.contains('hidden'))));
  until.textContent = clock(end, true);
}

function zones() {
  zone.textContent = local ? 'Show UTC' : 'Show local time';
  rows.forEach((row, i) => { row.querySelector('time').textContent = clock(times[i], false); });
  heads.forEach(([head, text]) => { head.textContent = local ? text.replace(stamp, (_, day, time) => here(`${day}T${time}Z`)) : text; });
  days.forEach((day, i) => { day.textContent = local ? `${dayTexts[i]} (UTC day; times are local)` : dayTexts[i]; });
  show();
}

const stamp = /(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g;
const heads = [...document.querySelectorAll('dl dd')].map(head => [head, head.textContent]);
const dayTexts = days.map(day => day.textContent);
const here = instant => `${clock(Date.parse(instant), true).slice(0, 16)} local`;

let timer = 0;
function toggle() {
  if (timer) { clearInterval(timer); timer = 0; play.textContent = 'Play'; return; }
  if (Number(range.value) >= Number(range.max)) range.value = range.min;
  play.textContent = 'Pause';
  timer = setInterval(() => {
    const next = times.filter(t => t > Number(range.value));
    if (next.length === 0) { toggle(); return; }
    range.value = Math.min(...next);
    show();
  }, 600);
}

const hex = buffer => [...new Uint8Array(buffer)].map(b => b.toString(16).padStart(2, '0')).join('');
const sha = bytes => crypto.subtle.digest('SHA-256', bytes).then(hex);
async function digest(entry) {
  const salt = Uint8Array.from(entry.salt.match(/../g) ?? [], pair => parseInt(pair, 16));
  const text = new TextEncoder().encode(entry.content);
  const all = new Uint8Array(salt.length + text.length);
  all.set(salt);
  all.set(text, salt.length);
  return sha(all);
}

// What the contents of a chain that holds say; deploy/verify-export reckons the same from the JSON export.
const isKind = (e, name) => e.kind === name || e.kind.startsWith(name + '.');
function reckon(facts) {
  const contents = new Map(facts.map(e => [e.seq, e.content === null ? {} : JSON.parse(e.content)]));
  const redactions = new Map();
  const places = new Map();
  const remember = (place, redaction) => {
    const { entry, remains } = redaction;
    if (place >= (places.get(entry) ?? 0)) { places.set(entry, place); redactions.set(entry, redaction); }
    if (remains?.type?.startsWith('entry-redacted.')) remember(entry, remains);
  };
  for (const e of facts) if (isKind(e, 'entry-redacted') && !e.erased) remember(e.seq, contents.get(e.seq));
  const undone = new Set(facts.filter(e => isKind(e, 'fact-undone')).map(e => counts(e).entry));
  const corrections = new Map();
  for (const e of facts) if (isKind(e, 'entry-corrected') && !undone.has(e.seq)) corrections.set(counts(e).entry, e.seq);

  // An entry's words can be erased; the fact that erased them says what of it remains (it may stand within another).
  function counts(e) { return e.erased ? redactions.get(e.seq)?.remains ?? {} : contents.get(e.seq); }

  function sentence(e) {
    if (e.erased) return 'Erased';
    if (!corrections.has(e.seq)) return contents.get(e.seq).envelope?.text;
    const by = corrections.get(e.seq);
    const [prefix, said] = [`Entry ${e.seq} corrected: `, contents.get(by).envelope?.text];
    if (said !== undefined) return said.startsWith(prefix) ? said.slice(prefix.length) : undefined;
    const left = redactions.get(by)?.remains?.text;
    return left?.includes('⟦') ? undefined : left;
  }

  function header() {
    const head = { title: undefined, severity: undefined, services: [], declaredAt: facts[0].observedAt };
    for (const e of facts.filter(e => !undone.has(e.seq))) {
      const content = counts(e);
      if (isKind(e, 'incident-declared')) Object.assign(head, { title: content.title, severity: content.severity, services: [...content.services] });
      else if (isKind(e, 'incident-made-public')) head.title = content.title;
      else if (isKind(e, 'severity-changed')) head.severity = content.to;
      else if (isKind(e, 'services-added')) head.services.push(...content.names);
    }
    return head;
  }

  return { contents, redactions, counts, sentence, header };
}

async function chainFaults(facts) {
  const found = [];
  let previous = '0'.repeat(64);
  let expected = 1;
  for (const e of facts) {
    if (e.seq !== expected) found.push(`entry ${expected} is missing or doubled`);
    if (e.previousHash !== previous) found.push(`entry ${e.seq} does not follow the one before it`);
    if (e.erased ? e.content !== null || e.salt !== null : await digest(e) !== e.contentDigest) found.push(`the content of entry ${e.seq} was changed`);
    const line = [e.previousHash, e.seq, e.kind, e.recordedAt, e.contentDigest].join('\n');
    if (await sha(new TextEncoder().encode(line)) !== e.hash) found.push(`the hash of entry ${e.seq} is wrong`);
    previous = e.hash;
    expected = e.seq + 1;
  }
  return found;
}

const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const person = p => p && { id: p.id, name: p.name };
function envelopeFaults(name, e, envelope) {
  const shown = { actor: person(e.actor), observedAt: e.observedAt, source: e.source, link: e.link };
  const stored = { actor: person(envelope.actor), observedAt: envelope.observedAt, source: envelope.source, link: envelope.link };
  return Object.keys(shown).filter(field => !same(shown[field], stored[field])).map(field => `the ${field} of ${name} is not the one in its content`);
}

function fieldFaults(facts, known) {
  const found = [];
  for (const e of facts) {
    const name = `entry ${e.seq}`;
    const { type, envelope } = known.contents.get(e.seq);
    const redaction = known.redactions.get(e.seq);
    if (e.erased && !redaction) found.push(`${name} is erased, and no redaction says so`);
    if (e.erased && redaction?.was) found.push(...envelopeFaults(name, e, redaction.was));
    if (!e.erased && type !== e.kind) found.push(`${name} is of another kind than its content`);
    if (envelope) found.push(...envelopeFaults(name, e, envelope));
    if (envelope && Boolean(e.beforeGate) !== Boolean(envelope.beforeGate)) found.push(`${name} is marked otherwise than its content`);
    const sentence = known.sentence(e);
    if (sentence !== undefined && sentence !== e.text) found.push(`the sentence of ${name} is not the one in its content`);
  }
  for (const [field, value] of Object.entries(known.header()))
    if (!same(data.incident[field], value)) found.push(`the incident's ${field} is not what the facts say`);
  return found;
}

const wordsOf = content => [content.text ?? '', ...(content.files ?? []).filter(f => 'name' in f).map(f => `[file: ${f.name}]`)];
async function messageFaults(messages, sealed) {
  const found = [];
  const seen = new Set();
  for (const e of messages) {
    const name = `a message of ${e.observedAt}`;
    if (seen.has(e.contentDigest)) found.push(`${name} stands twice`);
    seen.add(e.contentDigest);
    if (e.erased) continue;
    if (await digest(e) !== e.contentDigest) { found.push(`${name} was changed`); continue; }
    const content = JSON.parse(e.content);
    if (!content.envelope) continue;
    found.push(...envelopeFaults(name, e, content.envelope));
    if (content.kind !== e.kind) found.push(`${name} is of another kind than its content`);
    const said = wordsOf(content);
    if ((said.length > 1 ? said.join(' ').trim() : said[0]) !== e.text) found.push(`the text of ${name} is not the one in its content`);
  }
  const missing = [...sealed].filter(one => !seen.has(one)).length;
  if (missing > 0) found.push(`${missing} sealed message(s) are missing or were changed`);
  return found;
}

// The lines above are what people read: each must say what its entry says, and each entry that is shown has one line.
const leftOut = document.getElementById('entries').dataset.leftOut.split(' ');
function pageFaults() {
  const found = [];
  const byName = new Map(data.entries.map(e => [e.seq === null ? e.contentDigest : String(e.seq), e]));
  const shown = new Set();
  for (const row of rows) {
    const name = row.dataset.seq ?? row.dataset.digest;
    const e = byName.get(name);
    if (!e || shown.has(name)) { found.push('a line of this page belongs to no entry'); continue; }
    shown.add(name);
    const link = row.querySelector('small a')?.href ?? null;
    const says = [row.querySelector('p').textContent, row.querySelector('time').dateTime, row.querySelector('small span').textContent, row.dataset.kind];
    if (!same(says, [e.text, e.observedAt, `${e.actor.name} · ${e.source}`, e.kind]) || (link !== null && link !== new URL(e.link ?? '', 'about:blank').href))
      found.push(`the line of ${e.seq === null ? 'a message' : `entry ${e.seq}`} says something else than the entry`);
  }
  for (const [name, e] of byName)
    if (!shown.has(name) && !leftOut.includes(e.kind)) found.push(`${e.seq === null ? 'a message' : `entry ${e.seq}`} has no line above`);
  if (document.querySelector('h1').textContent !== data.incident.title) found.push('the title above is another');
  if (document.getElementById('severity').textContent !== data.incident.severity) found.push('the severity above is another');
  return found;
}

async function check() {
  const facts = data.entries.filter(e => e.seq !== null).sort((a, b) => a.seq - b.seq);
  const messages = data.entries.filter(e => e.seq === null);
  let found = await chainFaults(facts);
  if (found.length > 0 || facts.length === 0) return { found: facts.length === 0 ? ['there are no entries'] : found };
  const known = reckon(facts);
  const sealed = new Set(facts.filter(e => isKind(e, 'messages-sealed')).flatMap(e => known.counts(e).digests ?? []));
  found = [...fieldFaults(facts, known), ...await messageFaults(messages, sealed), ...pageFaults()];
  const earlier = facts.filter(e => !known.contents.get(e.seq).envelope && !known.redactions.get(e.seq)?.was).length;
  const open = messages.filter(e => !sealed.has(e.contentDigest)).length;
  return { found, facts: facts.length, messages: messages.length, earlier, open, head: facts.at(-1).hash };
}

function proved({ facts, messages, earlier, open, head }) {
  const said = [`${open === 0 ? '✓' : '⚠'} Checked here in your browser: none of ${facts} facts is missing, changed or put in`];
  said.push(`who, when, where and the sentence of ${facts - earlier} of them, and of ${messages - open} sealed messages, are as they were stored`);
  said.push('title, severity, services and declaration agree with the facts');
  if (earlier > 0) said.push(`not proved: who, when, where and the sentence of ${earlier} facts, stored in an earlier style`);
  if (open > 0) said.push(`not vouched for: ${open} message${open === 1 ? '' : 's'} that no fact seals`);
  if (leftOut[0]) said.push(`left out above: ${leftOut.map(kind => kind.split('.')[0]).join(', ')}`);
  said.push('not checked: the rest of the head, the scorecard, the rhythm and the review, which are reckoned from the facts');
  return `${said.join('; ')}. Head ${head.slice(0, 16)}…; whether that is the last, its post in the room tells. Who can change this page can change its check: deploy/verify-export checks the JSON export by itself.`;
}

async function prove() {
  const proof = document.getElementById('proof');
  if (!globalThis.crypto?.subtle) {
    proof.textContent = 'Open the saved file, or the page over https, to check the chain of hashes.';
    return;
  }
  let result;
  try {
    result = await check();
  } catch (fault) {
    result = { found: [`an entry cannot be read (${fault.message})`] };
  }
  proof.className = result.found.length > 0 ? 'bad' : result.open > 0 ? 'open' : 'good';
  proof.textContent = result.found.length > 0 ? `✗ This file does not check: ${result.found.join('; ')}.` : proved(result);
}

for (const control of [kind, words, range, only]) control.addEventListener('input', show);
zone.addEventListener('click', () => { local = !local; zones(); });
play.addEventListener('click', toggle);
show();
prove();
