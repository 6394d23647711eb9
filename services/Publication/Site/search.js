'use strict';
(() => {
  const form = document.getElementById('search'), box = document.getElementById('q'), state = document.getElementById('state'), found = document.getElementById('found');
  const files = new Map(), pages = new Map();
  const json = path => {
    if (!files.has(path)) files.set(path, fetch(path).then(r => r.ok ? r.json() : Promise.reject(new Error(path))));
    return files.get(path);
  };
  // The same as SearchIndex.Tokens: pairs of letters, whole numbers and words, full-width as narrow, commas between digits left out.
  const normal = text => text.replace(/[！-～]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase().replace(/(\d),(?=\d)/g, '$1');
  const tokens = text => {
    const all = new Set();
    for (const run of normal(text).match(/[a-z0-9]+(?:\.[0-9][a-z0-9]*)*|(?:(?![a-z\u{10000}-\u{10FFFF}])\p{L})+/gu) ?? []) {
      if (/^[a-z0-9]/.test(run)) all.add(run);
      else for (let i = 0; i + 1 < run.length; i++) all.add(run.slice(i, i + 2));
    }
    return [...all];
  };
  const shard = token => (token.charCodeAt(0) * 31 + (token.length > 1 ? token.charCodeAt(1) : 0)) % 64;
  const page = folder => {
    if (!pages.has(folder)) pages.set(folder, fetch(folder + 'index.html').then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html')));
    return pages.get(folder);
  };
  const link = (href, text) => {
    const a = document.createElement('a');
    a.href = href;
    a.textContent = text;
    return a;
  };
  // Where in the page the words stand: the smallest parts that contain them, three of them.
  const places = (doc, wanted) => {
    const list = [];
    for (const part of doc.querySelectorAll('main p, main dd, main tbody tr, main li')) {
      if (list.length === 3) break;
      if (part.querySelector('p, li, tr')) continue;
      const text = part.textContent.replace(/\s+/g, ' ').trim();
      const at = normal(text).indexOf(wanted);
      if (at < 0) continue;
      const id = part.id || part.querySelector('[id]')?.id || part.closest('[id]')?.id || '';
      list.push({ id, text, at });
    }
    return list;
  };
  let turn = 0;
  const search = async () => {
    const mine = ++turn, wanted = normal(box.value.trim());
    found.textContent = '';
    if (wanted.length < 2) {
      state.textContent = wanted ? '请至少输入两个字。' : '';
      return;
    }
    state.textContent = '正在查找……';
    const catalogue = await json('search/catalogue.json');
    const wantedTokens = tokens(wanted);
    const parts = await Promise.all(wantedTokens.map(t => json('search/' + shard(t) + '.json')));
    if (mine !== turn) return;
    const named = catalogue.filter(d => normal(d.Name).includes(wanted) || d.Code === wanted || d.Projects.some(p => normal(p).includes(wanted)));
    const within = wantedTokens.length ? catalogue.filter(d => wantedTokens.every((t, i) => (' ' + (parts[i][d.Code] ?? '') + ' ').includes(' ' + t + ' '))) : [];
    const hits = [...new Set([...named, ...within])].slice(0, 40);
    let shown = 0;
    for (const hit of hits) {
      const folder = hit.Code + '/v' + hit.Version + '/';
      const where = places(await page(folder), wanted);
      if (mine !== turn) return;
      if (!where.length && !named.includes(hit)) continue;
      const item = document.createElement('li'), head = document.createElement('p');
      head.append(link(folder + 'index.html', hit.Name));
      item.append(head);
      hit.Projects.forEach((p, i) => {
        if (!normal(p).includes(wanted)) return;
        const line = document.createElement('p');
        line.append('项目：', link(folder + hit.ProjectPages[i], p));
        item.append(line);
      });
      for (const place of where) {
        const line = document.createElement('p'), mark = document.createElement('mark');
        const from = Math.max(0, place.at - 20);
        mark.textContent = place.text.slice(place.at, place.at + wanted.length);
        const a = link(folder + 'index.html' + (place.id ? '#' + encodeURIComponent(place.id) : ''), '');
        a.append((from ? '…' : '') + place.text.slice(from, place.at), mark, place.text.slice(place.at + wanted.length, place.at + wanted.length + 40));
        line.append(a);
        item.append(line);
      }
      found.append(item);
      shown++;
    }
    state.textContent = shown ? '找到 ' + shown + ' 份文件。' : '没有找到。';
  };
  let wait;
  box.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(() => search().catch(() => { state.textContent = '查找失败，请重试。'; }), 250);
  });
  form.addEventListener('submit', e => {
    e.preventDefault();
    clearTimeout(wait);
    search().catch(() => { state.textContent = '查找失败，请重试。'; });
  });
  form.hidden = false;
})();
