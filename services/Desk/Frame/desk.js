// Comfort only: every page and form works without this file. Keys of one letter never act inside a field, and can be switched off.
'use strict';
document.documentElement.classList.add('script');

const off = () => { try { return localStorage.getItem('desk-keys') === 'off'; } catch { return false; } };
const inField = e => e.target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

// Stops of a page ([data-stop]) are walked by J and K; Enter opens the one that has the focus, X ticks its box.
const stops = () => [...document.querySelectorAll('[data-stop]')].filter(s => s.offsetParent);
const go = step => {
  const all = stops();
  if (!all.length) return;
  const here = all.findIndex(s => s.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
  (next.matches('a, button, input, textarea') ? next : next.querySelector('a, button, input, textarea') ?? next).focus();
};

document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || off() || inField(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'j') go(1);
  else if (key === 'k') go(-1);
  else if (key === 'x') document.activeElement.closest('[data-stop]')?.querySelector('input[type=checkbox]')?.click();
  else if (key === '/') { const field = document.querySelector('[data-find]'); if (!field) return; field.focus(); }
  else if (document.querySelector(`[data-key="${CSS.escape(key)}"]`)) {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    target.focus(); target.scrollIntoView({ block: 'center' });
  } else return;
  event.preventDefault();
});

// Characters left of a text that has a limit.
for (const text of document.querySelectorAll('textarea[maxlength]')) {
  const count = document.querySelector(`[data-count="${text.id}"]`);
  if (!count) continue;
  const show = () => { count.textContent = `${[...text.value].length}/${text.maxLength}`; };
  text.addEventListener('input', show);
  show();
}

// Ticked lines: how many, and their sum, beside the button; without script the next page says it.
const together = document.querySelector('[data-together]');
if (together) {
  const show = () => {
    let sum = 0, ticked = 0;
    for (const box of document.querySelectorAll('input[data-fen]')) {
      box.closest('tr').classList.toggle('chosen', box.checked);
      if (box.checked) { ticked++; sum += Number(box.dataset.fen); }
    }
    const wan = (sum / 1e6).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    together.textContent = together.dataset.together.replace('{n}', ticked).replace('{sum}', wan);
  };
  document.addEventListener('change', show);
  show();
}

// A form that is being sent is not sent twice.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else if (form.method === 'post') { form.dataset.sent = 'yes'; setTimeout(() => delete form.dataset.sent, 8000); }
});
