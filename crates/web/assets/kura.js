// Optional; all words come from the page.
const all = (css, root = document) => [...root.querySelectorAll(css)];
const make = (tag, props) => Object.assign(document.createElement(tag), props);

// Forms: unsaved changes, confirm, one submit.
let dirty = !!all('form[data-guard="dirty"]')[0];
let locked = [];
const lock = (off) => locked.forEach((b) => { b.disabled = off; });
const unlock = () => lock(false);
addEventListener('input', (e) => { if (e.target.closest('form[data-guard]')) dirty = true; });
addEventListener('beforeunload', (e) => { if (dirty) e.preventDefault(); });
addEventListener('pageshow', unlock);
addEventListener('submit', (e) => {
  const form = e.target;
  const ask = e.submitter?.dataset.confirm || form.dataset.confirm;
  if (ask && !confirm(ask)) return e.preventDefault();
  if ('guard' in form.dataset) dirty = false;
  all('[data-show]', form).forEach((i) => { i.type = 'password'; });
  if ('download' in form.dataset) return;
  // Later, so that the pressed button's value is still sent.
  setTimeout(() => {
    locked = [...form.elements].filter((b) => b.type === 'submit' && !b.disabled);
    lock(true);
  });
  setTimeout(unlock, 10000);
});

// Passwords: show/hide button, length meter.
all('[data-show]').forEach((input) => {
  const { show, hide } = input.dataset;
  const b = make('button', { type: 'button', className: 'button secondary small', textContent: show });
  b.onclick = () => {
    const hid = input.type === 'password';
    input.type = hid ? 'text' : 'password';
    b.textContent = hid ? hide : show;
  };
  input.after(b);
});
all('[data-strength]').forEach((input) => {
  const words = ['', ...input.dataset.words.split('|')];
  const min = input.minLength;
  const meter = make('meter', { max: 3, low: 1.5, high: 2.5, optimum: 3, ariaHidden: true });
  const word = make('output');
  input.closest('.password').after(meter, word);
  input.oninput = () => {
    const n = input.value.length;
    meter.value = n && 1 + (n >= min) + (n >= min + 6);
    word.textContent = words[meter.value];
  };
});

// Charts: say what is pointed at.
const read = (e) => {
  const hit = e.target.closest('figure :is(.hit, .slice)');
  if (hit) all('.chart-readout', hit.closest('figure')).forEach((o) => { o.textContent = hit.textContent; });
};
addEventListener('pointerover', read);
addEventListener('focusin', read);

// A long job tells {done, total, state}; reload when it ends.
all('[data-poll]').forEach((box) => {
  const look = async () => {
    try {
      const job = await (await fetch(box.dataset.poll)).json();
      if (/^(done|failed)$/.test(job.state)) return location.reload();
      Object.assign(all('progress', box)[0], { max: job.total || 1, value: job.done });
      all('.progress-text', box)[0].textContent =
        box.dataset.text.replace('{done}', job.done).replace('{total}', job.total);
    } catch { /* try again */ }
    setTimeout(look, 1000);
  };
  look();
});

// Idle warning; a visit in any tab counts.
const { idleSeconds, idleText, idleButton, keepalive, login } = document.body.dataset;
if (idleSeconds) {
  const idle = idleSeconds * 1000;
  const tabs = new BroadcastChannel('kura');
  const stay = make('button', { className: 'button', textContent: idleButton });
  const dialog = make('dialog', { ariaLabel: idleText });
  dialog.append(make('p', { textContent: idleText }), stay);
  document.body.append(dialog);
  let end;
  const alive = () => { end = Date.now() + idle; dialog.close(); };
  const leave = () => { dirty = false; location = login; };
  stay.onclick = dialog.oncancel = async (e) => {
    e.preventDefault();
    try {
      const r = await fetch(keepalive, { method: 'POST', redirect: 'manual' });
      if (!r.ok) return leave();
      alive();
      tabs.postMessage(1);
    } catch { /* offline: the clock runs on */ }
  };
  tabs.onmessage = alive;
  alive();
  tabs.postMessage(1);
  setInterval(() => {
    const left = end - Date.now();
    if (left <= 0) leave();
    else if (left <= Math.min(12e4, idle / 2) && !dialog.open) dialog.showModal();
  }, 1000);
}
