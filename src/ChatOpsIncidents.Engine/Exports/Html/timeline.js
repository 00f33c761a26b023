'use strict';
const data = JSON.parse(document.getElementById('timeline').textContent);
const rows = [...document.querySelectorAll('#entries li')];
const days = [...document.querySelectorAll('#entries h3')];
const kind = document.getElementById('kind');
const words = document.getElementById('words');
const range = document.getElementById('range');
const until = document.getElementById('until');
const zone = document.getElementById('zone');
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
    row.classList.toggle('hidden', !fits || times[i] > end);
  });
  days.forEach(day => day.classList.toggle('hidden', ![...day.nextElementSibling.children].some(li => !li.classList.contains('hidden'))));
  until.textContent = clock(end, true);
}

function zones() {
  zone.textContent = local ? 'Show UTC' : 'Show local time';
  rows.forEach((row, i) => { row.querySelector('time').textContent = clock(times[i], local); });
  show();
}

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

async function faults() {
  const facts = data.entries.filter(e => e.seq !== null).sort((a, b) => a.seq - b.seq);
  const messages = data.entries.filter(e => e.seq === null);
  const found = [];
  const sealed = new Set();
  let previous = '0'.repeat(64);
  let expected = 1;
  for (const e of facts) {
    if (e.seq !== expected) found.push(`entry ${expected} is missing or doubled`);
    if (e.previousHash !== previous) found.push(`entry ${e.seq} does not follow the one before it`);
    if (!e.erased && await digest(e) !== e.contentDigest) found.push(`the content of entry ${e.seq} was changed`);
    const line = [e.previousHash, e.seq, e.kind, e.recordedAt, e.contentDigest].join('\n');
    if (await sha(new TextEncoder().encode(line)) !== e.hash) found.push(`the hash of entry ${e.seq} is wrong`);
    if (e.kind.startsWith('messages-sealed.') && e.content) JSON.parse(e.content).digests.forEach(d => sealed.add(d));
    previous = e.hash;
    expected = e.seq + 1;
  }
  for (const e of messages) {
    if (!e.erased && await digest(e) !== e.contentDigest) found.push(`a message of ${e.observedAt} was changed`);
    sealed.delete(e.contentDigest);
  }
  if (sealed.size > 0) found.push(`${sealed.size} sealed message(s) are missing`);
  return { found, facts: facts.length, messages: messages.length, head: previous };
}

async function prove() {
  const proof = document.getElementById('proof');
  if (!globalThis.crypto?.subtle) {
    proof.textContent = 'Open the saved file, or the page over https, to check the chain of hashes.';
    return;
  }
  const { found, facts, messages, head } = await faults();
  proof.className = found.length === 0 ? 'good' : 'bad';
  proof.textContent = found.length === 0
    ? `✓ Checked here in your browser: ${facts} facts and ${messages} messages are unchanged and complete. Head ${head.slice(0, 16)}…`
    : `✗ This file does not check: ${found.join('; ')}.`;
}

for (const control of [kind, words, range]) control.addEventListener('input', show);
zone.addEventListener('click', () => { local = !local; zones(); });
play.addEventListener('click', toggle);
show();
prove();
