// What an issue of the editors' desk says, and how it is written: what internal/letter does, in the browser. It is published in
// one file with compose.js, and held to the letters of Go by e2e/compose.test.mjs.
const spell = day => new Date(day).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const add = (day, n) => new Date(Date.parse(day) + n * 864e5).toISOString().slice(0, 10);
const isDay = s => /^\d{4}-\d\d-\d\d$/.test(s) && !isNaN(Date.parse(s)) && add(s, 0) === s;
// As many stories as a ready letter has.
const most = 40;
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;
const flat = s => s.split(/[\s\p{Cc}\uFFFD]+/u).filter(Boolean).join(' ');
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
const web = url => /^https?:\/\//i.test(url) ? url : undefined;
const newest = days => days.reduce((a, b) => b > (a ?? '') ? b : a ?? b, undefined);
export const span = (a, b) => (a === b ? '' : a.slice(0, 4) !== b.slice(0, 4) ? spell(a) + ' – ' : a.slice(0, 7) !== b.slice(0, 7) ? spell(a).slice(0, -5) + ' – ' : +a.slice(8) + '–') + spell(b);

const idOf = path => path.match(/[^-/]+(?=\/$)/)[0];

// The stories of a month, without its tables.
export function unpack(m) {
  const cite = c => ({ ...c, by: m.publishers[c.publisher ?? 0], language: m.languages[c.language ?? 0] });
  const heard = l => ({ ...l, own: l.own && cite(l.own), also: (l.also ?? []).map(cite) });
  const line = l => ({ ...heard(cite(l)), credit: m.credits[l.credit ?? 0], closed: (l.closed ?? []).map(heard) });
  return m.stories.map(s => {
    const lead = line(s);
    return {
      ...lead, id: idOf(s.path), tags: (s.tags ?? []).map(i => m.tags[i]), days: (s.days ?? [s.day.slice(8)]).map(d => `${m.month}-${String(d).padStart(2, 0)}`),
      later: (s.later ?? []).map(l => l.title ? line(l) : { ...lead, on: l.on }), before: s.before ?? [], documents: s.documents ?? [], further: s.further ?? [],
    };
  });
}

// What an address and another of the same article have in common.
export function key(raw) {
  if (!URL.canParse(raw)) return '';
  const u = new URL(raw), plain = s => { try { return decodeURIComponent(s); } catch { return s; } };
  const query = u.search.slice(1).split('&').map(p => p.replace(/^amp;/, '')).filter(p => p && !tracks.test(p)).map(plain).sort().join('&');
  const path = u.pathname.replace(/\/amp\/?$/, '').replace(/\/index\.(s?html?|php)$/, '').replace(/\/+$/, '');
  if (!/^https?:$/.test(u.protocol) || !path && !query) return '';
  return u.host.replace(/^(www|m|mobile|amp)\.(?=.*\.)/, '') + plain(path) + (query && '?' + query) + (/^#[!/]/.test(u.hash) ? plain(u.hash) : '');
}
const tracks = /^((utm|pk|mtm|hsa|at|mc|ns|sc|oly|vero|wt|guce|_hs\w*)[_.]\w+|\w{1,3}clid|gclsrc|igshi?d?|[gw]braid|_g[al]|_openstat|xtor|[on]cid|cmpid|cmp|smid|ito|sr_share|guccounter|ftag|taid|spm|share_token|rss|from_rss|feed(name|type)|mkt_tok|traffic_source|(ref|source|src|from|partner|via|medium|campaign|feed|r)=(rss|feed|atom|twitter|facebook|newsletter|e?mail|social|linkedin|reddit|google|share)\w*)(=|$)|^amp(=(1|true)?)?$/i;

// Takes a past issue or a ledger into a map of addresses and ids to days, as letter.used is read.
export function read(used, name, body) {
  let day = name.match(/(?<!\d)\d{4}-\d\d-\d\d(?!\d)/)?.[0] ?? '';
  const week = name.match(/(?<!\d)(\d{4})-?w(\d\d)(?!\d)/i), note = (k, day) => k && !(used.get(k) > day) && used.set(k, day);
  if (!day && week) day = add(week[1] + '-01-04', 7 * week[2] - 1 - (new Date(week[1] + '-01-04').getUTCDay() + 6) % 7);
  const addresses = (text, day) => {
    for (let [raw] of text.matchAll(/https?:\/\/[^\s<>"\\^`{}|]+/g)) {
      let depth = 0;
      const end = [...raw].findIndex(c => (depth += c === '(' ? 1 : c === ')' ? -1 : 0) < 0);
      if (end >= 0) raw = [...raw].slice(0, end).join('');
      note(key(raw.replace(/[.,;:!?*_\]']+$/, '')), day);
    }
  };
  body = body.replace(/^\uFEFF/, '');
  if (/\.html?$/i.test(name)) return addresses([...body.matchAll(/<a\s[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)/gi)].map(m => m[1].replaceAll('&amp;', '&')).join('\n'), isDay(day) ? day : '');
  if (/\.(md|markdown)$/i.test(name)) {
    const head = body.match(/^---\r?\n([^]*?)\n---/)?.[1] ?? '', date = head.match(/^(?:date|published|published_at|publish_date):\s*["']?(\d{4}-\d\d-\d\d)/m)?.[1];
    return addresses(body, isDay(day) ? day : isDay(date) ? date : '');
  }
  if (!isDay(day)) day = '';
  if (/\.csv$/i.test(name)) {
    const table = rows(body), carried = ['url', 'also', 'story', 'story_url'], ours = table[0]?.some(c => carried.includes(c));
    for (const row of table) for (const [i, cell] of row.entries()) {
      if (ours && !carried.includes(table[0][i])) continue;
      addresses(cell, day);
      if (table[0][i] === 'story' && /^[a-z0-9]{8,32}$/.test(cell.trim())) note(cell.trim(), day);
    }
    return;
  }
  for (let line of body.split('\n')) {
    const all = line.trim();
    line = all.replace(/(^| )#.*/, '');
    const first = line.match(/^\d{4}-\d\d-\d\d(?=\s|$)/)?.[0];
    if (isDay(first)) day = first;
    addresses(/\.txt$/i.test(name) ? all : line, day);
    for (const word of line.split(/\s+/)) if (/^[a-z0-9]{8,32}$/.test(word)) note(word, day);
  }
}

// The rows of a table, whose cells are parted by the first of comma, semicolon and tab that stands in it.
function rows(body) {
  const first = body.match(/[,;\t\n]/)?.[0], comma = first && first !== '\n' ? first : ',', out = [];
  for (let i = 0, row = []; i < body.length;) {
    let cell = '';
    if (body[i] === '"') {
      for (i++; i < body.length; cell += body[i++]) {
        if (body[i] === '"' && body[i + 1] === '"') i++;
        else if (body[i] === '"' && (body[i + 1] === comma || /^(?:\r?\n|$)/.test(body.slice(i + 1, i + 3)))) break;
      }
      i++;
    } else for (; i < body.length && body[i] !== comma && body[i] !== '\n'; i++) cell += body[i];
    row.push(cell.trimEnd());
    if (body[i] === '\r') i++;
    if (i >= body.length || body[i] === '\n') {
      out.push(row);
      row = [];
    }
    i++;
  }
  return out;
}

// The day of the last issue that had a story, empty if no file said it; undefined if none had it.
export function known(used, s, home) {
  const urls = [home + s.path, ...s.further, ...[s, ...s.later ?? []].flatMap(l => [l.url, l.own?.url, ...(l.also ?? []).map(o => o.url)])];
  return used.size ? newest([s.id, ...urls.map(u => u && key(u))].map(k => used.get(k)).filter(d => d !== undefined)) : undefined;
}

// How a story is told on some days, and whether an earlier issue had it: left out if that knew all of it. A letter of days that are
// over knows only what had come by then; nothing if that is nothing.
export function tell(s, from, to, has) {
  const used = has(s.path), within = (day, after) => day > after && day >= from && day <= to;
  const fresh = after => s.later.findLast(l => within(l.on, after)) ?? (!s.on && within(s.day, after) ? s : undefined);
  const goesOn = used && fresh(used), before = s.before.map(p => [idOf(p), has(p)]).filter(b => b[1] !== undefined), earlier = used === undefined ? before[0]?.[1] : goesOn ? used : undefined;
  const late = (s.on ?? s.day) > to, lead = s.day >= from && !late ? s : fresh(add(from, -1)) ?? (late ? undefined : s);
  if (!lead) return;
  const told = goesOn || lead, old = goesOn && told.date <= used, closed = told.closed.find(c => to < c.before);
  return {
    ...told, ...closed && { own: closed.own, also: closed.also }, ...old && { date: told.on ?? s.day }, id: s.id, story: closed ? { ...s, line: closed.line, voices: closed.voices } : s,
    left: used !== undefined && !goesOn, used, update: earlier !== undefined, known: used === undefined ? before : [[s.id, used], ...before],
    before: earlier ?? (s.day < from ? s.day : ''), when: told.seen || old ? 'seen ' : '',
  };
}

export const byRank = (a, b) => (b.pin ?? 0) - (a.pin ?? 0) || b.score - a.score || b.at - a.at || compare(a.id, b.id);
export const topicOf = s => s.tags.find(t => t.id.startsWith('topic/')) ?? { id: '', label: 'Other stories' };

// Lines under the first topics of their stories: one with a pinned story first, then the weightiest, those without one last.
export function group(lines) {
  const sections = new Map();
  for (const l of lines) {
    const { id, label } = topicOf(l.story);
    if (!sections.has(id)) sections.set(id, { id, title: label, lines: [], weight: 0, pin: 0 });
    sections.get(id).lines.push(l);
    sections.get(id).weight += l.story.score;
    sections.get(id).pin = Math.max(sections.get(id).pin, l.story.pin ?? 0);
  }
  return [...sections.values()].sort((a, b) => !a.id - !b.id || b.pin - a.pin || b.weight - a.weight || compare(a.title, b.title));
}

// The blocks of an issue: the name of an element, and its runs. A string is ours; what is in an object is text of others.
export function blocks(is) {
  const out = [], put = (name, ...runs) => runs.some(r => r?.text) && out.push([name, ...runs.filter(r => typeof r === 'string' ? r : r?.text)]);
  const words = (text, lang, href) => ({ text, lang, href: web(href), dir: leftwards(text) ? 'rtl' : undefined, apart: true });
  const name = o => ({ ...words(o.by.name, o.by.lang, o.url), em: true });
  put('h1', { text: is.title });
  put('p', { text: is.intro });
  for (const { title, lines } of is.sections) {
    put('h2', { text: title });
    for (const l of lines) {
      const c = l.credit;
      put(title ? 'h3' : 'h2', l.update && 'Update: ', words(l.title, l.lang, l.url ?? is.home + l.story.path));
      put('p', 'By ', name({ by: l.by }), l.speaker && { text: ` (${l.speaker})` }, ', ', { text: l.when + spell(l.date) }, l.language.name && ', in ', { text: l.language.name },
        l.before && (l.update ? ' · goes on from ' : ' · running since '), l.before && { text: spell(l.before) });
      put('p', { text: l.sentence });
      if (l.excerpt) {
        put('blockquote', '“', words(l.excerpt, l.language.lang), '”');
        put('em', { text: c.before }, name({ by: l.by }), { text: c.by }, { text: c.license, href: c.url }, { text: c.after });
      }
      if (l.own) put('p', `In ${is.language}: `, words(l.own.title, '', l.own.url), ', ', name({ by: l.own.by }), '.');
      put('p', 'Also: ', ...l.also.flatMap((o, i) => [i ? ', ' : '', name(o), o.language.name && { text: ` (${o.language.name})` }]), '.');
      put('p', ...l.story.documents.flatMap((d, i) => [i ? ' Document: ' : 'Document: ', words(d.publisher, '', d.url), '.']));
    }
  }
  out.push(['hr']);
  put('p', 'Selection by ', { text: is.site, href: is.url }, ', ', { text: 'CC BY 4.0', href: 'https://creativecommons.org/licenses/by/4.0/' }, '. Titles and quoted passages belong to their publishers.');
  return out;
}

function leftwards(s) {
  let n = 0;
  for (const c of s) n += /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u.test(c) ? 1 : /\p{L}/u.test(c) ? -1 : 0;
  return n > 0;
}

const inLine = s => s.replace(/:\/\/|(www|WWW)\.|(mailto|xmpp):|==|\+\+|[\\`*_[\]<>&~|{}$%#@^]/g, m => m === '://' ? '\\://' : m.replace(/^[=+]/, '\\$&').replace(/.$/, '\\$&'));
export const escape = s => {
  const n = s.match(/^\d+(?=[.)])|^(?=[#+\-=:])/)?.[0].length;
  return n >= 0 ? `${s.slice(0, n)}\\${s[n]}${inLine(s.slice(n + 1))}` : inLine(s);
};
const inMarkdown = r => {
  const text = r.apart && r.dir ? `\u2067${escape(r.text)}\u2069` : escape(r.text);
  return r.href ? `[${text}](${r.href})` : text;
};
const join = (runs, as) => runs.map(r => typeof r === 'string' ? as({ text: r, ours: true }) : as(r)).join('');
export const markdown = list => list.map(([name, ...runs]) => {
  const text = join(runs, r => r.ours ? r.text : inMarkdown(r));
  return name === 'hr' ? '***' : name === 'em' ? `*${text}*` : ({ h1: '# ', h2: '## ', h3: '### ' }[name] ?? '') + text;
}).join('\n\n') + '\n';

// Editors have a field of their own for the title.
const body = list => list.filter(([name]) => name !== 'h1' && name !== 'hr');
export const plain = list => body(list).map(([, ...runs]) => join(runs, r => r.text + (r.href ? ` <${r.href}>` : ''))).join('\n\n') + '\n';

// As internal/letter: no cell begins a formula, also where a semicolon parts cells.
export function cell(s) {
  let out = '', before = ';';
  for (const [i, c] of [...s].entries()) {
    if (before === ';' && '=+-@\t\r\n＝＋－＠'.includes(c)) out += i ? ' ' : "'";
    out += c;
    if (c !== '"' || before !== ';') before = c;
  }
  return /[",\r\n]|^\s|^\\\.$/.test(out) ? `"${out.replaceAll('"', '""')}"` : out;
}
export function csv(is, columns) {
  const yes = b => b ? 'yes' : 'no', rows = is.sections.flatMap(sec => sec.lines.map(l => {
    const { story: s, credit: { terms: t, ...c } } = l, of = facet => s.tags.filter(t => t.id.startsWith(facet + '/')).map(t => t.label).join('; ');
    return {
      section: sec.title || topicOf(s).label, title: l.title, url: l.url ?? is.home + s.path, publisher: l.by.name, date: l.date, language: l.language.tag, update: l.update ? 'update' : '',
      sentence: l.edited ?? s.sentence, line: l.edited === '' ? '' : s.line, excerpt: l.excerpt, attribution: l.excerpt && c.before + l.by.name + c.by + c.license + (c.url ? ` (${c.url})` : '') + c.after,
      license: t.id, license_url: t.url, share_alike: yes(t.share_alike), commercial: yes(t.commercial), derivatives: yes(t.derivatives),
      topics: of('topic'), actions: of('action'), actors: of('actor'), places: of('place'), laws: of('instrument'), publishers: String(s.voices),
      also: [l.own, ...l.also].filter(Boolean).map(o => o.url).join(' '), story: s.id, story_url: is.home + s.path, documents: s.documents.map(d => d.url).join(' '),
    };
  }));
  return '\uFEFF' + [columns.map(cell), ...rows.map(r => columns.map(c => cell(r[c] ?? '')))].map(r => r.join() + '\r\n').join('');
}
