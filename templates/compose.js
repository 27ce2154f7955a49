// The page of the editors' desk: the stories of some days, picked, put in order, and taken along. It reads index.json and the
// months beside it, asks nobody else and keeps nothing: the draft is the fragment of the address. docs/formats.md describes
// the files and the fragment; what an issue says is in compose-letter.js, which stands before this in one file.
function page(desk) {
  const $ = id => document.getElementById(id);
  const [from, to, topic, place, language, license, search, again, headings, list, issue, preview] = 'from to topic place language license words again headings stories issue preview'.split(' ').map($);
  const filters = [topic, place, language, license, search], months = {}, used = new Map(), labels = {};
  // Picked are ids in order; once something was moved, each section begins with its mark, "*" and the name of the topic.
  let index, first, last, picks = [], edits = {}, lines = [], rows = new Map(), shown = 20, asked = 0, soon = 0, timer, drawn, written, out, whole;

  const make = (name, props, ...inside) => {
    const e = document.createElement(name);
    for (const k in props) if (props[k] !== undefined) k in e ? e[k] = props[k] : e.setAttribute(k, props[k]);
    e.append(...inside.filter(Boolean));
    return e;
  };
  const say = text => { $('status').textContent = text; };
  const count = () => say(`${counted(lines.filter(fits).length, 'story', 'stories')} to choose from, ${lines.filter(l => picks.includes(l.id)).length} in your issue.`);

  async function get(path) {
    const r = await fetch(path, { cache: 'no-cache' });
    if (!r.ok) throw Error(path);
    return path.endsWith('.bin') ? unpack(await new Response(r.body.pipeThrough(new DecompressionStream('deflate-raw'))).json()) : r.json();
  }
  // The stories of some months by id; one that went on into the next month stands in both.
  async function stories(wanted) {
    const all = new Map();
    for (const month of await Promise.all(wanted.map(m => months[m] ??= get(m + '.bin')))) {
      for (const s of month) {
        const o = all.get(s.id);
        all.set(s.id, o ? { ...s, days: [...o.days, ...s.days], later: [...o.later, ...s.later], further: [...o.further, ...s.further] } : s);
      }
    }
    return all;
  }

  // Reads the stories of the days, each told as a letter of these days tells it.
  async function load() {
    const mine = ++asked, slow = setTimeout(say, 500, desk.dataset.loading);
    drawn = false;
    [first, last] = [from.value, to.value].sort();
    try {
      index ??= await get('index.json');
      const within = await stories(index.months.filter(m => m >= first.slice(0, 7) && m <= last.slice(0, 7)).sort());
      const earlier = [...within.values()].flatMap(s => s.before.map(p => p.slice(6, 13).replace('/', '-')));
      const all = used.size ? await stories(index.months.filter(m => earlier.includes(m))) : within;
      if (mine !== asked) return;
      const has = path => known(used, within.get(idOf(path)) ?? all.get(idOf(path)) ?? { path, id: idOf(path), further: [] }, index.url);
      lines = [...within.values()].filter(s => s.days.some(d => d >= first && d <= last)).sort(byRank)
        .map(s => tell(s, first, last, has)).filter(Boolean);
      for (const l of lines) for (const t of l.story.tags) labels[t.id] = t.label;
      rows = new Map();
      shown = 20;
      draw();
      count();
    } catch {
      for (const m in months) delete months[m];
      if (mine === asked) say(desk.dataset.failed);
    }
    clearTimeout(slow);
  }

  const folded = s => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const tagged = (l, facet, name) => !name || l.story.tags.some(t => t.id === `${facet}/${name}`);
  const fits = l => (!l.left || again.checked || picks.includes(l.id)) && tagged(l, 'topic', topic.value) && tagged(l, 'place', place.value) &&
    (!language.value || l.language.tag.split('-')[0].toLowerCase() === language.value) && (!license.value || l.credit.full && (license.value === 'full' || l.credit.terms.commercial)) &&
    folded(search.value).split(/\s+/).every(w => folded(`${l.title} ${l.by.name}`).includes(w));

  const mark = id => '*' + id.replace('topic/', ''), isMark = p => p[0] === '*', byHand = () => picks.some(isMark);
  const order = sections => sections.flatMap(s => [mark(s.id), ...s.lines.map(l => l.id)]);
  // The sections of the issue. What was picked on other days is kept, and comes back with them.
  function arranged() {
    const by = new Map(lines.map(l => [l.id, l])), there = picks.map(p => by.get(p)).filter(Boolean), sections = [];
    if (!byHand()) there.sort((a, b) => byRank(a.story, b.story));
    if (!headings.checked) return there.length ? [{ id: '', title: '', lines: there }] : [];
    if (!byHand()) return group(there);
    for (const p of picks) {
      const id = p[1] ? 'topic/' + p.slice(1) : '';
      if (isMark(p)) sections.push({ id, title: labels[id] ?? (p.slice(1) || 'Other stories'), lines: [] });
      else if (by.has(p)) sections.at(-1).lines.push(by.get(p));
    }
    return sections.filter(s => s.lines.length);
  }
  const settle = next => { picks = [...next, ...picks.filter(p => !isMark(p) && !next.includes(p))]; };

  function tick(ids, on) {
    for (const id of ids) {
      if (!on) picks = picks.filter(p => p !== id);
      else if (!picks.includes(id)) {
        const own = headings.checked ? mark(topicOf(lines.find(l => l.id === id).story).id) : '*';
        if (byHand() && !picks.includes(own)) picks.push(own);
        const begin = picks.indexOf(own) + 1, next = picks.findIndex((p, i) => i >= begin && isMark(p));
        picks.splice(next < 0 ? picks.length : next, 0, id);
      }
    }
    draw();
    count();
  }

  const title = l => make('bdi', { lang: l.lang }, l.title);
  const when = l => `${l.when}${spell(l.date)}${l.language.name ? `, in ${l.language.name}` : ''}`;

  function drawStories() {
    const found = lines.filter(fits), left = lines.filter(l => l.left).length, n = found.length - found.filter(l => l.left).length;
    list.replaceChildren(...found.slice(0, shown).map(l => {
      const c = l.credit, box = make('input', { type: 'checkbox', id: 't-' + l.id, checked: picks.includes(l.id), 'aria-describedby': 'm-' + l.id });
      box.onchange = () => { tick([l.id], box.checked); $(box.id).focus(); };
      return make('li', {}, box, make('div', {}, make('label', { htmlFor: box.id }, title(l)), make('p', { id: 'm-' + l.id, className: 'meta' },
        make('a', { href: web(l.url) }, make('bdi', { lang: l.by.lang }, l.by.name)), `, ${when(l)} · `,
        make('a', { href: '../' + l.story.path }, counted(l.story.voices, 'publisher', 'publishers')), ` · ${topicOf(l.story).label}`,
        c.full && ` · ${c.license}, may be quoted in full${c.terms.commercial ? '' : ', not for money'}`,
        (l.left || l.update) && make('strong', {}, ' · ', l.left ? `Already used${l.used && ', ' + spell(l.used)}` : `Update of a story used${l.before && ', ' + spell(l.before)}`))));
    }));
    $('all').hidden = !n;
    $('all').textContent = n > most ? `Tick the first ${most}` : `Tick all ${n}`;
    $('more').hidden = found.length <= shown;
    $('used').hidden = !left;
    $('left').textContent = left;
    for (const b of desk.querySelectorAll('[data-from]')) b.setAttribute('aria-pressed', b.dataset.from === first && b.dataset.to === last);
  }

  // An edit that says what stands there anyway is none.
  function edit(name, plain, e) {
    if (flat(e.value) === flat(plain)) delete edits[name];
    else edits[name] = flat(e.value);
    draw(true);
  }

  const button = (text, about, does, keys) => make('button', { type: 'button', onclick: does, 'aria-label': `${text}: ${about}`, 'aria-keyshortcuts': keys }, text);
  function row(l) {
    const plain = l.story.sentence || l.story.line || '', words = make('textarea', { id: 's-' + l.id, rows: Math.max(2, Math.ceil(plain.length / 55)), value: edits['s.' + l.id] ?? plain, oninput: () => edit('s.' + l.id, plain, words) });
    const grip = make('span', { className: 'grip', 'aria-hidden': 'true' }, '⠿'), e = make('li', {}, grip, make('div', {}, make('p', { className: 'head' }, l.update && 'Update: ', title(l)),
      make('p', { className: 'meta' }, make('bdi', {}, l.by.name), ', ' + when(l)), make('label', { htmlFor: words.id }, 'Sentence', make('span', { className: 'off' }, `: ${l.title}`)), words,
      make('p', {}, button('Up', l.title, () => move(l.id, -1), 'Alt+ArrowUp'), button('Down', l.title, () => move(l.id, 1), 'Alt+ArrowDown'), button('Remove', l.title, () => remove(l)))));
    e.dataset.id = l.id;
    e.onkeydown = k => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[k.key];
      if (!k.altKey || !step || k.target === words) return;
      k.preventDefault();
      move(l.id, step);
    };
    grip.onpointerdown = start => drag(start, e, grip);
    return e;
  }

  function drawIssue(sections) {
    const focus = document.activeElement;
    issue.replaceChildren(...sections.flatMap(s => {
      const h = make('h3', { className: s.title ? '' : 'off' }, make('span', {}, s.title || 'Stories'));
      h.dataset.id = mark(s.id);
      if (sections[1]) h.append(button('Up', `the section ${s.title}`, () => moveSection(s.id, -1)), button('Down', `the section ${s.title}`, () => moveSection(s.id, 1)));
      return [h, make('ol', {}, ...s.lines.map(l => rows.get(l.id) ?? rows.set(l.id, row(l)).get(l.id)))];
    }));
    if (issue.contains(focus)) focus.focus();
    $('empty').hidden = sections.length;
  }

  function settleAt(next, id) {
    settle(next);
    draw();
    const sections = arranged(), all = sections.flatMap(s => s.lines), n = all.findIndex(l => l.id === id), under = sections.find(s => s.lines.includes(all[n])).title;
    say(`“${all[n].title}” moved to ${n + 1} of ${all.length}${under && `, under ${under}`}.`);
  }
  // One place up or down, and past a heading into the section beyond it.
  function move(id, step) {
    const next = order(arranged()), i = next.indexOf(id), j = i + step;
    if (!j || j === next.length) return say(`“${lines.find(l => l.id === id).title}” is the ${j ? 'last' : 'first'} already.`);
    [next[i], next[j]] = [next[j], next[i]];
    settleAt(next, id);
  }
  function moveSection(id, step) {
    const sections = arranged(), i = sections.findIndex(s => s.id === id), at = Math.min(Math.max(i + step, 0), sections.length - 1), [s] = sections.splice(i, 1);
    sections.splice(at, 0, s);
    settle(order(sections));
    draw();
    issue.querySelector(`[data-id="${mark(id)}"]`).children[step > 0 ? 2 : 1].focus();
    say(`The section ${s.title} moved to ${at + 1} of ${sections.length}.`);
  }
  function remove(l) {
    const all = [...issue.querySelectorAll('li')], i = all.indexOf(rows.get(l.id)), next = all[i + 1] ?? all[i - 1];
    tick([l.id], false);
    (next?.querySelector('p > button:last-child') ?? $('yours')).focus();
    say(`“${l.title}” taken out.`);
  }

  function drag(start, e, grip) {
    if (start.button) return;
    start.preventDefault();
    grip.setPointerCapture(start.pointerId);
    e.classList.add('moving');
    let above;
    grip.onpointermove = p => {
      if (p.clientY < 40 || p.clientY > innerHeight - 40) scrollBy(0, p.clientY < 40 ? -16 : 16);
      const others = [...issue.querySelectorAll('[data-id]')].filter(o => o !== e);
      above?.classList.remove('here');
      above = others.findLast(o => o.getBoundingClientRect().top + o.offsetHeight / 2 < p.clientY) ?? others[0];
      above.classList.add('here');
    };
    grip.onpointerup = grip.onpointercancel = p => {
      grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
      e.classList.remove('moving');
      above?.classList.remove('here');
      if (!above || p.type === 'pointercancel') return;
      const next = order(arranged()).filter(o => o !== e.dataset.id);
      next.splice(next.indexOf(above.dataset.id) + 1, 0, e.dataset.id);
      settleAt(next, e.dataset.id);
    };
  }

  function drawPreview(sections) {
    const all = sections.flatMap(s => s.lines), week = index.weeks.find(w => w.from === first && w.to === last), format = desk.querySelector('[name=format]:checked').value;
    const is = { sections, site: index.site, home: index.url, url: index.url + (week?.path ?? ''), language: index.language_name, title: `${index.site}, ${span(first, last)}` };
    is.intro = `${counted(all.length, 'story', 'stories')} from ${counted(new Set(all.flatMap(l => [l, ...l.own ? [l.own] : [], ...l.also]).map(o => o.by.name)).size, 'publisher', 'publishers')}${headings.checked ? ', grouped by topic' : ''}.`;
    for (const name of ['title', 'intro']) {
      const e = $('issue-' + name), plain = is[name];
      is[name] = edits[name] ?? plain;
      if (e !== document.activeElement) e.value = is[name];
      e.oninput = () => edit(name, plain, e);
    }
    for (const l of all) {
      l.edited = edits['s.' + l.id];
      l.sentence = l.edited ?? (l.story.sentence || l.story.line);
    }
    // Rich text is what editors keep: h2, p, a and em, without classes and styles. In it a passage gives its paragraph its language.
    // Characters that begin the merge tags of mailing services are written as references in HTML, as in a ready letter. What is pasted
    // as rich text has them as they are.
    const rich = format === 'rich', spoken = r => ({ lang: r.lang || undefined, dir: r.dir });
    const made = blocks(is), elements = body(made).map(([name, ...runs]) => {
      const quote = rich && name === 'blockquote' && runs[1];
      const inside = runs.map(r => r !== quote && (r.href || r.lang || r.dir || rich && r.em) ? make(r.href ? 'a' : rich ? 'em' : 'span', { href: r.href, ...spoken(r) }, r.text) : r.text ?? r);
      if (rich) return make(name === 'h2' ? name : 'p', spoken(quote || {}), ...inside);
      return name === 'em' ? make('p', {}, make(name, {}, ...inside)) : name === 'blockquote' ? make(name, {}, make('p', {}, ...inside)) : make(name, {}, ...inside);
    });
    const html = elements.map(e => e.outerHTML + '\n').join('').replace(/[{}|[\]]|%%/g, m => [...m].map(c => `&#${c.charCodeAt()};`).join(''));
    const text = { rich: () => plain(made), md: () => markdown(made), html: () => html, csv: () => csv(is, index.columns) }[format](), end = rich ? 'html' : format;
    out = { text, rich: rich && html, name: `${week ? week.path.slice(0, -1).replace('/', '-') : `${first}_${last}`}.${end}`, type: `text/${end === 'md' ? 'markdown' : end};charset=utf-8` };
    $('copy').disabled = $('save').disabled = !all.length;
    preview.replaceChildren(...!all.length ? [] : out.rich ? elements : [make('pre', {}, text)]);
  }

  function draw(typing) {
    if (!index) return;
    const sections = arranged();
    if (!typing) {
      drawStories();
      drawIssue(sections);
    }
    drawPreview(sections);
    drawn = true;
    clearTimeout(timer);
    if (Date.now() > soon) keep();
    else timer = setTimeout(keep, soon - Date.now());
  }

  // The draft as a fragment, and back. Of what was used only the ids of these days are kept.
  function keep() {
    if (!drawn) return;
    soon = Date.now() + 400; // Safari takes 100 changes of the address in 30 seconds
    const q = new URLSearchParams({ from: first, to: last }), days = {};
    for (const e of filters) if (e.value) q.set(e.id, e.value);
    if (!headings.checked) q.set('headings', 'no');
    if (picks.length) q.set('pick', picks.join('.'));
    for (const name in edits) if (/^[ti]/.test(name) || picks.includes(name.slice(2))) q.set(name, edits[name]);
    for (const l of lines) for (const [id, day] of l.known) (days[day] ??= []).push(id);
    const known = Object.keys(days).sort().flatMap(d => [d, ...new Set(days[d])]).filter(Boolean);
    if (known[0]) q.set('used', known.join('.'));
    if ((written ??= `${q}`) !== `${q}`) history.replaceState(null, '', '#' + (written = `${q}`));
  }
  function restore() {
    const q = new URLSearchParams(location.hash.slice(1)), ids = (name, pattern) => [...new Set(q.get(name)?.split('.').filter(p => pattern.test(p)))];
    [from.value, to.value] = ['from', 'to'].every(n => isDay(q.get(n))) ? [q.get('from'), q.get('to')].sort() : [from.defaultValue, to.defaultValue];
    for (const e of filters) {
      e.value = q.get(e.id) ?? '';
      e.value ||= '';
    }
    headings.checked = q.get('headings') !== 'no';
    picks = ids('pick', /^(\*[a-z0-9-]*|[a-z0-9]{8,32})$/);
    if (byHand() && !isMark(picks[0])) picks = picks.filter(p => !isMark(p));
    edits = Object.fromEntries([...q].filter(([name]) => /^(title|intro|s\.[a-z0-9]{8,32})$/.test(name)));
    let day = '';
    used.clear();
    for (const p of ids('used', /./)) isDay(p) ? day = p : used.set(p, day);
    written = undefined;
    load().then(keep);
  }

  async function take(files) {
    const known = used.size;
    for (const f of files) read(used, f.name, await f.text());
    await load();
    const left = lines.filter(l => l.left), both = left.filter(l => picks.includes(l.id)).map(l => l.id);
    tick(both, false);
    say(`${counted(files.length, 'file', 'files')} read, ${used.size - known} addresses. Of these days ${counted(left.length, 'story is', 'stories are')} left out as already used${both.length ? `, ${both.length} of them taken out of your issue` : ''}.`);
  }

  desk.addEventListener('submit', e => e.preventDefault());
  for (const b of desk.querySelectorAll('[data-from]')) b.onclick = () => {
    [from.value, to.value] = [b.dataset.from, b.dataset.to];
    load();
  };
  for (const e of [from, to]) e.onchange = () => {
    if (isDay(from.value) && isDay(to.value)) load();
  };
  for (const e of [...filters, again]) e.oninput = () => {
    shown = 20;
    draw();
    count();
  };
  headings.onchange = () => {
    if (byHand()) {
      const all = arranged().flatMap(s => s.lines), topics = [...new Set(all.map(l => topicOf(l.story).id))];
      settle(headings.checked ? order(topics.map(id => ({ id, lines: all.filter(l => topicOf(l.story).id === id) }))) : ['*', ...picks.filter(p => !isMark(p))]);
    }
    draw();
  };
  $('all').onclick = () => tick(lines.filter(l => fits(l) && !l.left).slice(0, most).map(l => l.id), true);
  $('clear').onclick = () => {
    keep();
    history.pushState(null, '', './');
    restore();
  };
  $('more').onclick = () => {
    shown += 20;
    drawStories();
    list.children[shown - 20].querySelector('input').focus();
  };
  for (const r of desk.querySelectorAll('[name=format]')) r.onchange = () => draw(true);

  // Not navigator.clipboard, which is missing where the page came without TLS, as from an onion address.
  document.addEventListener('copy', e => {
    const s = getSelection();
    if (!preview.contains(s.anchorNode) || !preview.contains(s.focusNode)) return;
    const text = whole ? out.text : String(s), rich = whole ? out.rich : out.rich && make('div', {}, s.getRangeAt(0).cloneContents()).innerHTML;
    e.clipboardData.setData('text/plain', text);
    if (rich) e.clipboardData.setData('text/html', rich);
    e.preventDefault();
  });
  $('copy').onclick = () => {
    getSelection().selectAllChildren(preview);
    whole = true;
    say(document.execCommand('copy') ? desk.dataset.copied : desk.dataset.select);
    whole = false;
  };
  $('save').onclick = () => {
    const a = make('a', { href: URL.createObjectURL(new Blob([out.rich || out.text], { type: out.type })), download: out.name });
    a.click();
    setTimeout(URL.revokeObjectURL, 1e4, a.href);
  };
  $('files').onchange = e => take([...e.target.files]);
  document.addEventListener('dragover', e => e.dataTransfer.types.includes('Files') && e.preventDefault());
  document.addEventListener('drop', e => {
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    take([...e.dataTransfer.files]);
  });
  // A link within the page must not take the place of the draft.
  document.addEventListener('click', e => {
    const to = e.target.closest('a[href^="#"]');
    if (!to) return;
    e.preventDefault();
    $(to.hash.slice(1)).focus();
  });
  addEventListener('hashchange', restore);
  desk.hidden = false;
  restore();
}

if (globalThis.document) page(document.getElementById('desk'));
