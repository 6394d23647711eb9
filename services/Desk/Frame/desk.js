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

// The table editor: arrows and Enter walk the column, Esc restores, F8 leads to the next problem, a pasted block fills cells; what was typed is
// checked by the server while one types, and kept there every half minute.
const editor = document.querySelector('form[data-editor]');
document.addEventListener('keydown', event => {
  if (event.key !== 'F8') return;
  const all = [...document.querySelectorAll('[data-problem]')].filter(e => e.offsetParent);
  if (!all.length) return;
  const after = all.find(e => document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) ?? all[0];
  after.focus();
  after.scrollIntoView({ block: 'center' });
  event.preventDefault();
});
if (editor) {
  const cells = () => [...editor.querySelectorAll('input[data-cell]')];
  const at = input => input.closest('td').cellIndex;
  const step = (input, by) => {
    const column = [...input.closest('table').querySelectorAll('input[data-cell]')].filter(i => at(i) === at(input));
    const next = column[column.indexOf(input) + by];
    if (next) { next.focus(); next.select(); }
    return next;
  };
  const touched = () => cells().filter(i => i.value !== i.defaultValue);
  let waiting, asking, dirty = false;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new FormData(editor);
    body.set('act', 'check');
    try {
      const answer = await fetch(editor.action, { method: 'POST', body: new URLSearchParams(body), signal: asking.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const panel = page.getElementById('moves');
      if (panel) document.getElementById('moves').replaceChildren(...panel.childNodes);
      for (const cell of page.querySelectorAll('td.follows')) {
        const mine = document.getElementById(cell.id);
        if (mine) mine.classList.toggle('moves', cell.classList.contains('moves'));
      }
    } catch { /* the next key asks again, and saving needs no script */ }
  };
  editor.addEventListener('input', event => {
    if (!event.target.matches('input[data-cell]')) return;
    event.target.closest('td').classList.toggle('touched', event.target.value !== event.target.defaultValue);
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  });
  editor.addEventListener('keydown', event => {
    const input = event.target;
    if (!input.matches('input[data-cell]') || event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') step(input, 1);
    else if (event.key === 'ArrowUp') step(input, -1);
    else if (event.key === 'Escape') { input.value = input.defaultValue; input.dispatchEvent(new Event('input', { bubbles: true })); }
    else return;
    event.preventDefault();
  });
  editor.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text/plain');
    if (!event.target.matches('input[data-cell]') || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let row = event.target;
    for (const line of text.trim().split(/\r?\n/)) {
      if (!row) break;
      const inputs = [...row.closest('tr').querySelectorAll('input[data-cell]')];
      line.split('\t').forEach((value, i) => {
        const input = inputs[inputs.indexOf(row) + i];
        if (input) { input.value = value.trim(); input.dispatchEvent(new Event('input', { bubbles: true })); }
      });
      const column = [...row.closest('table').querySelectorAll('input[data-cell]')].filter(i => at(i) === at(row));
      row = column[column.indexOf(row) + 1];
    }
  });
  setInterval(() => {
    if (!dirty || !touched().length) return;
    dirty = false;
    const body = new FormData(editor);
    body.set('act', 'keep');
    fetch(editor.action, { method: 'POST', body: new URLSearchParams(body), keepalive: true }).catch(() => { dirty = true; });
  }, 30_000);
}
