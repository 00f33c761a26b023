// Several people write one review. What is typed stays on this device until the host has it; what two people write at
// the same time is kept, both texts; who writes is shown.
const desk = document.querySelector('[data-review]');
const incident = desk.dataset.review;
const me = document.getElementById('me'); // Absent for those who signed in.
const patience = 4000;
const sayAgain = 10000;
const pause = 20000;

// One name for the whole page; without this script each form asks for it.
for (const label of desk.querySelectorAll('.as')) label.remove();
if (me) {
  me.value = localStorage.getItem('name') ?? '';
  me.addEventListener('input', () => localStorage.setItem('name', me.value));
}

function dataOf(form) {
  const data = new FormData(form);
  if (me && data.get('verb') !== 'anonymous') data.set('as', me.value);
  return data;
}

async function post(form, address = form.action) {
  const answer = await fetch(address, { method: 'POST', body: dataOf(form), headers: { Accept: 'application/json' } });
  const isJson = answer.headers.get('content-type')?.includes('json');
  return isJson ? await answer.json() : { refused: `${answer.status}`, answer: await answer.text() };
}

class Sheet {
  constructor(form) {
    this.form = form;
    this.key = form.closest('[data-section]').dataset.section;
    this.text = form.querySelector('textarea');
    this.lead = form.elements.lead;
    this.standing = form.querySelector('[data-standing]');
    this.writers = form.querySelector('[data-writing]');
    this.output = form.querySelector('output');
    this.store = `review:${incident}:${this.key}`;
    this.known = this.text.value;
    this.saidAt = 0;
    this.typedAt = 0;
    this.restore();
    this.text.addEventListener('input', () => this.typed());
    this.text.addEventListener('change', () => this.keep());
    form.addEventListener('submit', event => { event.preventDefault(); this.keep(true); });
  }

  get isNew() { return this.text.value.trim() !== this.known.trim(); }

  // What was typed before the page, the browser or the network went away.
  restore() {
    const left = JSON.parse(localStorage.getItem(this.store) ?? 'null');
    if (!left || left.text.trim() === this.known.trim()) return;
    this.text.value = left.text;
    this.lead.value = left.lead;
    this.say('Not sent yet; it is kept on this device.');
  }

  get isBeingTyped() { return document.activeElement === this.text && Date.now() - this.typedAt < pause; }

  typed() {
    this.typedAt = Date.now();
    localStorage.setItem(this.store, JSON.stringify({ text: this.text.value, lead: this.lead.value }));
    this.say('Not sent yet; it is kept on this device.');
    if (Date.now() - this.saidAt < sayAgain || (me && !me.value)) return;
    this.saidAt = Date.now();
    const data = dataOf(this.form);
    data.set('section', this.key);
    fetch(`/incidents/${incident}/review/writing`, { method: 'POST', body: data }).catch(() => { this.saidAt = 0; });
  }

  // Words of the facts are kept as they stand by whoever has read them over and says so.
  async keep(isAsked = false) {
    const isReadOver = isAsked && this.lead.value === 'since 0';
    if (this.isSending || (!this.isNew && !isReadOver)) return;
    if (me && !me.value) { this.say('Say your name above, so that others know whose text it is.'); me.focus(); return; }
    this.isSending = true;
    const sent = this.text.value;
    try {
      const { refused, answer } = await post(this.form);
      this.output.textContent = answer;
      if (refused) this.say('Not taken; it is kept on this device.');
      else await this.taken(sent);
    } catch {
      this.say('No connection. It is kept on this device and sent when there is one.');
    } finally {
      this.isSending = false;
    }
  }

  async taken(sent) {
    const stored = (await state()).find(section => section.key === this.key);
    const isAsSent = stored.text.trim() === sent.trim();
    if (this.text.value === sent) this.show(stored);
    else if (isAsSent) this.seen(stored);
    // Else somebody wrote at the same time, and more was typed since: it is sent as seen before, so that both stay.
  }

  seen(stored) {
    this.known = stored.text;
    this.lead.value = `since ${stored.seq}`;
    localStorage.setItem(this.store, JSON.stringify({ text: this.text.value, lead: this.lead.value }));
  }

  show(stored) {
    if (this.text.value !== stored.text) this.text.value = stored.text;
    this.seen(stored);
    localStorage.removeItem(this.store);
    this.say(stored.standing);
  }

  // Others' words come in where nothing waits to be sent; else they are told of, and both texts will stand.
  refresh(stored) {
    const others = stored.writing.filter(name => name !== me?.value);
    this.writers.textContent = others.length ? `${others.join(', ')} writing` : '';
    if (this.isSending) return;
    if (!this.isNew) this.show(stored);
    else if (stored.text !== this.known) this.say(`${stored.standing} meanwhile. Both texts will stand.`);
  }

  say(words) { this.standing.textContent = words; }
}

async function state() {
  const answer = await fetch(`/incidents/${incident}/review/state`);
  const { sections, missing } = await answer.json();
  desk.querySelector('[data-missing]').textContent = missing;
  for (const section of sections) showBlame(section);
  return sections;
}

function showBlame({ key, blame }) {
  const list = desk.querySelector(`[data-section="${key}"] [data-blame]`);
  list?.replaceChildren(...blame.map(words => Object.assign(document.createElement('li'), { textContent: words })));
}

const sheets = [...desk.querySelectorAll('[data-sheet]')].map(form => new Sheet(form));

async function refresh() {
  const sections = await state().catch(() => []);
  for (const sheet of sheets) {
    const stored = sections.find(section => section.key === sheet.key);
    if (stored) sheet.refresh(stored);
  }
}

function sendAll() {
  for (const sheet of sheets) if (!sheet.isBeingTyped) sheet.keep();
}

for (const form of desk.querySelectorAll('[data-form]'))
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const { refused, answer } = await post(form).catch(() => ({ refused: 'offline', answer: 'No connection. Send it again when there is one.' }));
    form.querySelector('output').textContent = answer;
    if (!refused && form.dataset.testid !== 'share') location.reload();
  });

let waits;
new EventSource(`/incidents/${incident}/stream`).onmessage = () => { clearTimeout(waits); waits = setTimeout(refresh, 150); };
addEventListener('online', sendAll);
setInterval(() => { sendAll(); refresh(); }, patience);
