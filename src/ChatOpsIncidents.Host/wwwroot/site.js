// The pages work without this script. With it, times are the reader's, the timeline is live, and an answer comes without a reload.
const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat([], { month: 'short', day: 'numeric' });

function showTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    time.textContent = today ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
    if ('ago' in time.dataset) time.textContent += `, ${ago(at)}`;
  }
}

function ago(at) {
  const minutes = Math.max(0, Math.floor((Date.now() - at) / 60000));
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min ago` : `${Math.floor(hours / 24)} d ago`;
}

function keepLive(article, live) {
  let waiting = false;
  async function refresh() {
    if (waiting) return;
    waiting = true;
    // Many changes at once are one look.
    await new Promise(done => setTimeout(done, 150));
    waiting = false;
    const answer = await fetch(`/incidents/${article.dataset.incident}/live`).catch(() => null);
    document.getElementById('stale').hidden = answer?.ok === true;
    if (!answer?.ok) return;
    live.innerHTML = await answer.text();
    showTimes(live);
  }
  const stream = new EventSource(`/incidents/${article.dataset.incident}/stream`);
  stream.onmessage = refresh;
  // Another host may have stored what this one was not told of.
  setInterval(refresh, 15000);
}

function sendInPlace(form) {
  const name = form.elements.as; // Absent for those who signed in.
  if (name) name.value = localStorage.getItem('name') ?? '';
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (name) localStorage.setItem('name', name.value);
    const output = form.querySelector('output');
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } }).catch(() => null);
    if (!answer) {
      output.textContent = 'That did not arrive: there is no connection. Your words are still here; send them again in a moment.';
      return;
    }
    const isJson = answer.headers.get('content-type')?.includes('json');
    output.textContent = isJson ? (await answer.json()).answer : 'That did not arrive. Reload the page and send it again.';
    if (answer.ok) form.elements.words.value = '';
  });
}

showTimes(document);
const article = document.querySelector('article[data-incident]');
const live = document.getElementById('live');
if (article && live) keepLive(article, live);
const form = document.getElementById('command');
if (form) sendInPlace(form);
