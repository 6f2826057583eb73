/* Only makes pages more comfortable: every page works without this file. No markup is ever made from text. */
(() => {
  'use strict';
  const d = document, root = d.documentElement;
  root.classList.add('js');
  const all = (query, from = d) => [...from.querySelectorAll(query)];
  const make = (name, text, ...children) => { const e = d.createElement(name); e.append(text || '', ...children); return e; };
  const post = (url, fields) => fetch(url, { method: 'POST', credentials: 'same-origin', body: new URLSearchParams(fields), headers: { 'X-Requested-With': 'breakwater' } }).then((answer) => { if (!answer.ok || answer.redirected) throw answer; return answer; });
  const later = (wait, work) => { let timer; const go = (...args) => { clearTimeout(timer); timer = setTimeout(work, wait, ...args); }; go.stop = () => clearTimeout(timer); return go; };

  // Errors and the news of what was done take the focus, so that screen readers begin there.
  const first = d.querySelector('[data-errors]') || d.querySelector('.ui-notice[role="alert"]');
  if (first) { first.tabIndex = -1; first.focus(); }

  // Leaving: the page empties at once and its place in the history is taken. Shift three times does the same.
  const exits = all('[data-exit]');
  if (exits.length) {
    const leave = () => { d.title = 'Weather'; d.body.className = 'ui-gone'; location.replace(exits[0].href); };
    exits.forEach((link) => link.addEventListener('click', (event) => { event.preventDefault(); leave(); }));
    let presses = 0;
    const forget = later(5000, () => { presses = 0; });
    addEventListener('keyup', (event) => { presses = event.key === 'Shift' ? presses + 1 : 0; forget(); if (presses === 3) leave(); });
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  }

  // "None of these" unticks the others, and the others untick it.
  all('[data-exclusive]').forEach((none) => none.form.addEventListener('change', ({ target }) => {
    if (target.name !== none.name || !target.checked) return;
    all('input', none.form).forEach((box) => { if (box.name === none.name && box !== target && (target === none || box === none)) box.checked = false; });
  }));

  // One press sends a form once.
  all('form').forEach((form) => { let last = 0; form.addEventListener('submit', (event) => { const now = Date.now(); if (now - last < 1000) event.preventDefault(); else last = now; }); });

  // How much room is left, when it begins to matter.
  all('[data-limit]').forEach((area) => {
    const line = d.getElementById(area.id + '-limit'), words = line.textContent;
    area.addEventListener('input', () => { const left = area.dataset.limit - area.value.length; const size = Math.abs(left) === 1 ? '1 character' : Math.abs(left) + ' characters'; line.textContent = left > area.dataset.limit / 5 ? words : `${size} ${left < 0 ? 'too many' : 'left'}`; });
  });

  // The language check, while somebody writes.
  all('[data-wording]').forEach((area) => {
    const panel = d.getElementById(area.id + '-lang');
    const show = ({ title, intro, findings = [] }) => panel.replaceChildren(...findings.length ? [
      Object.assign(make('p', title), { className: 'ui-lang__title' }), make('p', intro),
      make('dl', '', ...findings.map((one) => make('div', '', make('dt', '', make('mark', one.phrase)), make('dd', 'Try: ', make('strong', `“${one.alternative}”`), ` ${one.reason}`))))] : []);
    let asked;
    area.addEventListener('input', later(700, () => { const text = asked = area.value; post(area.dataset.wording, { text }).then((answer) => answer.json()).then((found) => { if (text === asked) show(found); }).catch(() => {}); }));
  });

  // Drafts are kept two seconds after typing stops.
  all('form[data-autosave]').forEach((form) => {
    const line = form.querySelector('[data-saved]');
    const say = (text) => { if (line) line.textContent = text; };
    const save = later(2000, () => post(form.dataset.autosave, [...new FormData(form)].filter(([, value]) => typeof value === 'string'))
      .then(() => say('Saved at ' + new Date().toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true }).replace(' ', '')), () => say('Not saved yet. Keep this page open and try again.')));
    form.addEventListener('input', save);
    form.addEventListener('change', save);
    form.addEventListener('submit', save.stop);
  });

  // Keys press buttons while their box is ticked and nobody types.
  const keys = d.querySelector('[data-keys]');
  if (keys) {
    keys.checked = localStorage.keys !== 'off';
    keys.onchange = () => { localStorage.keys = keys.checked ? 'on' : 'off'; };
    addEventListener('keydown', (event) => {
      const button = d.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (button && keys.checked && !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest('[type=text],textarea,select')) button.click();
    });
  }
  // A map's links have keys, and the one pressed has the focus again.
  all('.ui-moves').forEach((box) => {
    const link = (key) => box.querySelector(`[data-key="${CSS.escape(key)}"]`), was = sessionStorage.moved;
    box.onkeydown = (event) => { if (!event.ctrlKey && !event.metaKey) link(event.key)?.click(); };
    box.onclick = (event) => { sessionStorage.moved = event.target.dataset.key || ''; };
    if (was) { link(was)?.focus(); sessionStorage.moved = ''; }
  });
  // A file says how far it is sent; whatever does not go well goes the ordinary way, to its page of words.
  all('form[data-upload]').forEach((form) => form.addEventListener('submit', (event) => {
    const file = form.querySelector('[type=file]').files[0], most = form.dataset.upload, mega = (bytes) => Math.ceil(bytes / 1e6) + ' MB';
    if (event.defaultPrevented || !file) return;
    event.preventDefault();
    const bar = Object.assign(make('progress'), { max: 1, value: 0 }), words = make('span');
    words.setAttribute('role', 'status');
    form.querySelector('.ui-sending')?.remove();
    form.append(Object.assign(make('p', '', words, bar), { className: 'ui-sending' }));
    const stop = (text) => { words.textContent = text; bar.remove(); };
    if (file.size > most) return stop(`This file has ${mega(file.size)}, and ${mega(most)} is the most. Send it in parts.`);
    const sending = new XMLHttpRequest();
    sending.open('POST', form.action);
    sending.setRequestHeader('X-Requested-With', 'breakwater');
    sending.upload.onprogress = ({ loaded, total }) => { bar.value = loaded / total; words.textContent = loaded < total ? `Sending: ${Math.floor(100 * loaded / total)} %` : 'The file is here. Looking at its columns.'; };
    sending.onload = () => { try { const { next } = JSON.parse(sending.responseText); if (!next) throw next; location.assign(next); } catch { form.submit(); } };
    sending.onerror = () => stop('The file could not be sent, and nothing of it was kept. Press the button again.');
    sending.send(new FormData(form));
  }));

  // Two minutes before the visit ends.
  all('[data-timeout]').forEach((box) => setTimeout(() => { box.hidden = false; }, (box.dataset.timeout - 120) * 1000));
})();
