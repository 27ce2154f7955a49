// Search in the browser. The index and its format are those of internal/search; what is typed never leaves the page.
const plain = Object.fromEntries('ßss æae œoe øo łl đd ðd þth ħh ıi ŧt əe ςσ ёе أا إا آا ٱا ىي یي ةه کك ۀه ؤو ئي'.split(' ').map(p => [p[0], p.slice(1)]));
const utf8 = new TextDecoder();
let files = {};

// As text.Fold in Go, but for traditional Han characters.
export const fold = s => s.normalize('NFKC')
  .replace(/[\u02B9\u02BB-\u02BD]/g, ' ')
  .replace(/[\u00AD\u0640\uFE00-\uFE0F\p{Cf}\u{E0100}-\u{E01EF}]/gu, '')
  .toLowerCase()
  .replace(/[\u00C0-\u03FF\u1E00-\u1FFF]/g, c => c.normalize('NFD')[0])
  .replace(/(?=\p{M})[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]/gu, '')
  .replace(/[^\0-\x7F]/g, c => plain[c] ?? c);

// The terms of a folded text, each with whether longer ones count too: words, and pairs of characters where no spaces are set.
export function terms(folded) {
  const found = new Map();
  for (const word of folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    word.split(/([\u0E00-\u0EFF\u1000-\u109F\u1100-\u11FF\u1780-\u17FF\u2E80-\uD7FF\u{20000}-\u{3FFFF}]+)/u).forEach((run, odd) => {
      const c = [...run];
      if (odd % 2 && c[1]) c.slice(1).forEach((next, i) => found.set(c[i] + next, false));
      else if (run) found.set(run, odd % 2 || c.length > 2);
    });
  return [...found];
}

const load = (path, cache) => files[path] ??= fetch(path, { cache }).then(async r => {
  if (!r.ok) throw Error(path);
  return new Uint8Array(await new Response(r.body.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer());
});
const read = async (...file) => utf8.decode(await load(...file));

// Marks the stories of a shard that have the term and the k terms before it.
function scan(shard, [term, longer], hits, k) {
  let at = 0;
  const number = () => {
    let n = 0, unit = 1, b;
    do { b = shard[at++]; n += (b & 127) * unit; unit *= 128; } while (b > 127);
    return n;
  };
  const length = number();
  for (const t of utf8.decode(shard.subarray(at, at += length)).split('\n')) {
    const found = longer ? t.startsWith(term) : t === term;
    for (let left = number(), story = -1; left; left--) {
      story += number() + 1;
      if (found && hits[story] === k) hits[story]++;
    }
  }
}

// The numbers of the stories that have all words, all facets and the month, and what gives the card of a number.
export async function search({ q = '', month, ...facets }) {
  const index = JSON.parse(await read('index.bin', 'no-cache'));
  let folded = fold(q), end = 0, from = 0, to = 0;
  if (/[\u3400-\u9FFF]/.test(folded)) {
    const c = [...await read(index.han)];
    folded = folded.replace(/[\u3400-\u9FFF]/g, h => { const i = c.indexOf(h); return i % 2 ? h : c[i + 1]; });
  }
  for (const m of index.months) {
    if (m.month === month) from = end;
    end += m.stories;
    if (!month || m.month === month) to = end;
  }
  end = 0;
  const wanted = [...terms(folded), ...Object.entries(facets).map(([f, v]) => [`/${f}/${v}`, false])].slice(0, 250);
  const found = await Promise.all(index.parts.map(async ({ at, keys, stories }) => {
    const begin = end, list = [], hits = new Uint8Array(stories);
    end += stories;
    if (begin >= to || end <= from) return list;
    const shards = await Promise.all(wanted.map(([term, longer]) => Promise.all(keys.flatMap((key, i) =>
      key <= term + (longer ? '\uFFFF' : '') && !(keys[i + 1] <= term) ? load(`${at}/${i}.bin`) : []))));
    wanted.forEach((w, k) => shards[k].forEach(s => scan(s, w, hits, k)));
    hits.forEach((n, i) => { if (n === wanted.length && begin + i >= from && begin + i < to) list.push(begin + i); });
    return list;
  }));
  return [found.flat(), async n => {
    let i = 0;
    while (n >= index.months[i].stories) n -= index.months[i++].stories;
    const { at, stories } = index.months[i], place = stories - 1 - n, rest = place % index.block;
    return JSON.parse(await read(`${at}/${(place - rest) / index.block}.bin`))[rest];
  }];
}

function page(form) {
  const [status, results, more] = document.querySelectorAll('#status, #results, #more');
  let asked = 0, timer, found, card;
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const say = key => { status.textContent = key && status.dataset[key].replace('#', found?.length.toLocaleString('en')); };
  // The index may have been built anew in the meantime.
  const fail = () => { files = {}; say('failed'); };
  const base = lang => lang.split('-')[0].toLowerCase();

  async function show(mine) {
    const old = results.children.length, cards = await Promise.all(found.slice(old, old + 10).map(card));
    if (mine !== asked) return;
    for (const [path, dateTime, title, lang, publisher, further] of cards) {
      const item = make('li'), by = make('span', ' – ', { className: 'by' });
      const spoken = [...form.language].find(o => o.value === base(lang) && o.value !== base(document.documentElement.lang));
      item.append(make('a', title, { href: '../' + path, lang, dir: 'auto' }));
      item.append(spoken ? make('span', ` (in ${spoken.text})`, { className: 'in' }) : '', by);
      by.append(make('bdi', publisher), further ? ` and ${further} more, ` : ', ');
      by.append(make('time', new Date(dateTime).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }), { dateTime }));
      results.append(item);
    }
    more.hidden = results.children.length === found.length;
    return results.children[old];
  }

  async function ask() {
    clearTimeout(timer);
    const mine = ++asked, query = Object.fromEntries([...new FormData(form)].filter(([, v]) => v.trim())), address = new URLSearchParams(query) + '';
    const slow = setTimeout(() => mine === asked && say('loading'), 1000);
    history.replaceState(null, '', address ? '?' + address : './');
    try {
      const answer = address ? await search(query) : [[], String];
      if (mine !== asked) return;
      [found, card] = answer;
      results.replaceChildren();
      await show(mine);
      if (mine === asked) say(!address ? '' : ['none', 'one'][found.length] ?? 'many');
    } catch {
      if (mine === asked) fail();
    }
    clearTimeout(slow);
  }

  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, form.q.value ? 120 : 0); });
  form.addEventListener('submit', e => { e.preventDefault(); ask(); });
  more.addEventListener('click', () => show(asked).then(item => item?.querySelector('a').focus(), fail));
  const query = new URLSearchParams(location.search);
  for (const e of form.elements) {
    e.value = query.get(e.name) ?? '';
    // A value that no option has would leave none chosen.
    e.value ||= '';
    if (e.value && e !== form.q) e.closest('details').open = true;
  }
  form.hidden = false;
  if (location.search) ask();
}

if (globalThis.document) page(document.getElementById('search'));
