// What must hold of the site. A check gives a list of what does not, in words; an empty list is a pass.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { heading, open, pages, scripts } from './site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Accessibility by axe-core, light and dark, narrow and wide; nothing beyond the edge at 320 px; nobody else asked; a quiet console. */
export async function looks(browser, server, paths) {
  const problems = [];
  const w = await open(browser, server);
  for (const path of paths) {
    await w.page.setViewportSize({ width: 320, height: 640 });
    await w.page.emulateMedia({ colorScheme: 'light' });
    await w.at(path);
    if (path.startsWith('search/?')) await answered(w.page);
    const wide = await w.page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > 320) problems.push(`/${path} is ${wide} px wide at 320 px`);
    const large = await w.page.evaluate(() => {
      const root = document.documentElement;
      root.style.fontSize = '200%';
      const wide = root.scrollWidth;
      root.style.fontSize = '';
      return wide;
    });
    if (large > 320) problems.push(`/${path} is ${large} px wide at 320 px with text twice as large`);
    await w.page.evaluate(axe);
    for (const width of [360, 1280]) {
      await w.page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark']) {
        await w.page.emulateMedia({ colorScheme });
        const { violations } = await w.page.evaluate(values => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules);
        for (const v of violations) problems.push(`/${path} at ${width} px, ${colorScheme}: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
      }
    }
  }
  await w.close();
  return [...problems, ...w.problems];
}

const statusText = page => page.locator('#status').textContent();

/** Waits until the page has answered what is in its form. */
async function answered(page) {
  await page.waitForFunction(() => /\d|No story|did not load/.test(document.getElementById('status').textContent));
}

async function ask(page, words) {
  await page.fill('#q', '');
  await page.waitForFunction(() => !document.getElementById('status').textContent && !document.getElementById('results').children.length);
  await page.fill('#q', words);
  await answered(page);
  return page.locator('#results a').evaluateAll(list => list.map(a => a.getAttribute('href').replace('../', '')));
}

/** What readers type and the stories that they must find, taken from the headlines of the site; at most so many of a kind. */
export function questions(most = 3) {
  const out = [], stories = [...pages].filter(([path, html]) => path.startsWith('story/') && !html.includes('class="moved"')).map(([path, html]) => ({ path, title: heading(html) }));
  const take = (kind, pattern, typed = w => w) => {
    const found = stories.map(({ path, title }) => ({ kind, q: title.match(pattern)?.[0], path })).filter(q => q.q).slice(0, most);
    if (!found.length) throw new Error(`the site has no headline for: ${kind}`);
    for (const f of found) out.push({ ...f, q: typed(f.q) });
  };
  take('a Latin word', /\b[A-Za-z]{8,}\b/, w => w.toLowerCase());
  take('in capitals', /\b[A-Za-z]{8,}\b/, w => w.toUpperCase());
  take('the beginning of a word', /\b[A-Za-z]{9,}\b/, w => w.slice(0, 6));
  take('full-width letters', /\b[A-Za-z]{8,}\b/, w => w.replace(/[a-z]/gi, c => String.fromCodePoint(c.codePointAt(0) + 0xFEE0)));
  take('an accent that is not typed', /\p{L}*[áéíóúàèêçñãõüöäşğ]\p{L}{3,}/iu, w => w.normalize('NFD').replace(/\p{M}/gu, ''));
  take('an accent that is typed', /\p{L}*[áéíóúàèêçñãõüöäşğ]\p{L}{3,}/iu);
  take('Chinese, from the middle', /\p{sc=Han}{6}/u, w => w.slice(1, 5));
  take('Chinese, in traditional characters', /\p{sc=Han}*[盗权网关][\p{sc=Han}]/u, w => w.replace('盗', '盜').replace('权', '權').replace('网', '網').replace('关', '關'));
  take('Cyrillic', /\p{sc=Cyrillic}{6,}/u);
  take('the beginning of a Cyrillic word', /\p{sc=Cyrillic}{7,}/u, w => w.slice(0, 5));
  take('Arabic', /\p{sc=Arabic}{4,}/u);
  take('two words', /\b[A-Za-z]{7,}\b.*\b[A-Za-z]{7,}\b/, w => w.match(/\b[A-Za-z]{7,}\b/g).slice(0, 2).reverse().join(' '));
  return out;
}

/** Runs a check in a window, with a function that notes what does not hold. */
async function inWindow(browser, server, check) {
  const problems = [], w = await open(browser, server, { viewport: { width: 1280, height: 900 } });
  try {
    await check(w, (ok, what) => { if (!ok) problems.push(what); });
  } catch (e) {
    problems.push('stopped: ' + e.stack);
  }
  await w.close();
  return [...problems, ...w.problems];
}

/** Headlines are typed and found, nothing is found for nonsense, and the count is said. */
export const words = (browser, server, most) => inWindow(browser, server, async ({ at, page }, need) => {
  await at('search/');
  need(await page.locator('[role=status]#status').count() === 1, 'the count is in no live region');
  for (const { kind, q, path } of questions(most)) {
    const found = await ask(page, q), said = await statusText(page), count = parseInt(said, 10);
    need(found.includes(path), `${kind}: "${q}" does not find /${path}: ${said}`);
    need(count === found.length || count > found.length && found.length === 10, `${kind}: "${q}" gives ${found.length} results and says "${said}"`);
  }
  for (const q of ['qzxjvkw', questions(1)[0].q + ' qzxjvkw']) {
    need(!(await ask(page, q)).length && /\p{L}{3}/u.test(await statusText(page)), `"${q}" gives something, or no word is said`);
  }
});

/** Facets find what their pages list. */
export const facets = (browser, server) => inWindow(browser, server, async ({ at, page }, need) => {
  await at('search/');
  await page.click('summary');
  const listed = async href => +(await page.locator(`section a[href="../${href}/"] + span`).textContent()).replace(/\D/g, '');
  for (const name of ['topic', 'place', 'month']) {
    const value = await page.locator(`#${name} option`).last().getAttribute('value');
    await page.selectOption('#' + name, value);
    await page.waitForURL(url => url.search === `?${name}=${value}`);
    await answered(page);
    const said = await statusText(page), want = await listed(name === 'month' ? value.replace('-', '/') : `${name}/${value}`);
    need(parseInt(said, 10) === want, `the ${name} ${value} gives ${said}; its page has ${want}`);
    await page.selectOption('#' + name, '');
    await page.waitForFunction(() => !document.getElementById('status').textContent);
  }
  const total = +pages.get('search/').match(/browse the ([\d,]+)/)[1].replace(/,/g, '');
  let sum = 0;
  for (const value of await page.locator('#kind option').evaluateAll(list => list.map(o => o.value).filter(Boolean))) {
    await at('search/?kind=' + value);
    await answered(page);
    sum += parseInt(await statusText(page), 10);
  }
  need(sum >= total, `all kinds of source together give ${sum} of ${total} stories`);
});

/** What is asked stands in the address, and the address asks it; nothing in it is markup. */
export const addresses = (browser, server) => inWindow(browser, server, async ({ at, page }, need) => {
  const { q, path } = questions(1)[0];
  await at('search/?kind=press');
  need(await page.locator('#kind').isVisible(), 'a facet of the address is not seen');
  await at('search/?q=' + encodeURIComponent(q));
  await answered(page);
  need(await page.locator(`#results a[href="../${path}"]`).count() === 1, `?q=${q} does not find /${path}`);
  await ask(page, 'court & "x"');
  need(new URL(page.url()).searchParams.get('q') === 'court & "x"', `what is typed is not in the address: ${page.url()}`);
  await at('search/?q=%3Cimg%20src%3Dx%3E&topic=nonesuch&length=1&action=2');
  await answered(page);
  need(await page.locator('#topic').inputValue() === '' && await page.locator('#q').inputValue() === '<img src=x>', 'an odd address is not taken as text');
});

/** Ten results at a time; the focus goes to the first of the further ones. */
export const further = (browser, server) => inWindow(browser, server, async ({ at, page }, need) => {
  await at('search/?language=en');
  await answered(page);
  need(await page.locator('#results li').count() === 10, 'there are not ten results at first');
  await page.click('#more');
  await page.waitForFunction(() => document.getElementById('results').children.length > 10);
  need(await page.evaluate(() => document.activeElement === document.querySelector('#results li:nth-child(11) a')), 'the focus is not on the first of the further results');
});

/** With the keyboard alone: past the navigation, a focus that is seen at every stop, a search, a result opened. */
export const keyboard = (browser, server) => inWindow(browser, server, async ({ at, page }, need) => {
  const focus = () => page.evaluate(() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    return { id: e.id, class: e.className, inMain: Boolean(e.closest('main')), isResult: Boolean(e.closest('#results')), href: e.href, html: e.outerHTML.slice(0, 100), ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, seen: r.width > 0 && r.bottom > 0 && r.top < innerHeight };
  });
  const press = async key => { await page.keyboard.press(key); return focus(); };
  await at('');
  let f = await press('Tab');
  need(f.class === 'skip' && f.seen && f.ring, `the first stop is no skip link that is seen: ${f.html}`);
  f = await press('Enter');
  need(f.id === 'main', 'the skip link does not lead to the content');
  f = await press('Tab');
  need(f.inMain, `after the skip link comes ${f.html}`);
  await at('');
  for (let i = 0; i < 40; i++) {
    f = await press('Tab');
    need(f.ring && f.seen, `the focus is not seen on ${f.html}`);
  }
  await at('search/');
  await page.focus('#main');
  f = await press('Tab');
  need(f.id === 'q' && f.ring, `the first stop of the search is ${f.html}`);
  await page.keyboard.type(questions(1)[0].q);
  await page.keyboard.press('Enter');
  await answered(page);
  for (let i = 0; i < 12 && !f.isResult; i++) {
    f = await press('Tab');
    need(f.ring && f.seen, `the focus is not seen on ${f.html}`);
  }
  need(f.isResult, 'no result is reached');
  await page.keyboard.press('Enter');
  await page.waitForURL(f.href);
  need(page.url().includes('/story/'), `Enter opens ${page.url()}`);
});

/** On paper, from a dark screen too: black on white, no navigation, no stub of what is folded, no heading of nothing, the address and the date
 * of the page on every sheet, and every address that a story leads to: in an edition in a list, by the number of the story. */
export async function print(browser, server, paths) {
  const problems = [], w = await open(browser, server);
  for (const path of paths) {
    await w.page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await w.at(path);
    const screen = await w.page.locator('.imprint:visible, .addresses:visible').count();
    if (screen) problems.push(`/${path} shows on the screen what is for paper`);
    await w.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const found = await w.page.evaluate(() => {
      const out = [], all = (s, of = document) => [...of.querySelectorAll(s)], seen = e => e.checkVisibility();
      const after = a => getComputedStyle(a, '::after').content.includes(a.getAttribute('href'));
      if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)' || getComputedStyle(document.querySelector('h1')).color !== 'rgb(0, 0, 0)') out.push('is not black on white');
      for (const e of all('nav, form, details:not([open]), .note').filter(seen)) out.push(`prints ${e.outerHTML.slice(0, 60)}`);
      for (const e of all('main section').filter(s => seen(s) && !all(':scope > :not(h2)', s).some(seen))) out.push(`prints a heading of nothing: ${e.innerText}`);
      const foot = document.querySelector('.imprint');
      if (!foot || getComputedStyle(foot).display !== 'table-footer-group' || !foot.innerText.includes(document.querySelector('link[rel=canonical]').href)) out.push('has no foot with its address');
      const stays = all('.edition a').find(a => a.innerText === 'Permanent address')?.getAttribute('href');
      if (stays && !foot?.innerText.includes(document.querySelector('link[rel=canonical]').href + stays)) out.push('has a foot with an address that shows another edition tomorrow');
      if (document.querySelector('main .h-entry, .numbered') && !/ · [^/·]*\d{4}/.test(foot?.innerText)) out.push('has no foot with its date');
      const stories = all('.numbered :is(article, .lines > li)'), list = all('.addresses li').filter(seen);
      if (stories.length !== list.length) out.push(`has ${stories.length} stories and ${list.length} entries in the list of addresses`);
      stories.forEach((s, i) => {
        const links = all('a[href^=http]', s);
        if (!getComputedStyle(s.querySelector('h3') ?? s, '::before').content.includes('counter')) out.push(`does not number ${s.innerText.slice(0, 40)}`);
        for (const a of links) {
          if (!list[i]?.innerText.includes(a.getAttribute('href'))) out.push(`does not list under ${i + 1}: ${a.href}`);
          if (after(a)) out.push(`has an address in the line: ${a.href}`);
        }
      });
      for (const e of all('.tags dd')) if (/,/.test(getComputedStyle(e, '::before').content)) out.push(`has a space before a comma: ${e.innerText}`);
      for (const a of all('main a[href^=http]').filter(a => seen(a) && after(a))) {
        const address = getComputedStyle(a, '::after');
        if (address.direction !== 'ltr' || address.unicodeBidi !== 'isolate') out.push(`has an address that may run from the right: ${a.href}`);
      }
      for (const a of all('main .h-cite a.u-url[href^=http], main .lines .by a[href^=http], main .documents a[href^=http], main.bare a[href^=http]').filter(a => seen(a) && !a.closest('.numbered'))) {
        if (!after(a)) out.push(`has no address after ${a.innerText.slice(0, 40)}`);
      }
      return out;
    });
    for (const f of found) problems.push(`/${path} on paper ${f}`);
  }
  await w.close();
  return [...problems, ...w.problems];
}

/** The letter as an e-mail: accessible, and no word in it makes it wider than the window. */
export async function mail(browser, server) {
  const path = [...pages.keys()].filter(p => /^letter\/\d/.test(p)).sort().at(-1).replace(/\/$/, '.html');
  const problems = [], w = await open(browser, server, { viewport: { width: 320, height: 640 } });
  await w.at(path);
  await w.page.evaluate(axe);
  const { violations } = await w.page.evaluate(values => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), rules);
  for (const v of violations) problems.push(`/${path}: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
  for (const tag of ['h1', 'h3', 'p']) {
    const wide = await w.page.evaluate(tag => {
      document.querySelector('td ' + tag).append('x'.repeat(154));
      return document.documentElement.scrollWidth;
    }, tag);
    if (wide > 320) problems.push(`/${path} is ${wide} px wide with a long word in its ${tag}`);
  }
  await w.close();
  return [...problems, ...w.problems.filter(p => !p.includes('404'))]; // the browser asks for an icon, which a mail has not
}

/** The page of a letter has in its main part nothing but what editors of newsletters keep; and so has what is copied of it from its second line on, but
 * for the styles that a browser writes into every copy. */
export const pastes = (browser, server) => inWindow(browser, server, async ({ at, page }, need) => {
  const path = [...pages.keys()].filter(p => /^letter\/\d/.test(p)).sort().at(-1), kept = { h2: [], p: ['lang', 'dir'], ul: [], li: ['lang', 'dir'], a: ['href', 'hreflang', 'lang', 'dir'], em: ['lang', 'dir'] };
  await at(path);
  const all = await page.locator('main *').evaluateAll(list => list.map(e => [e.localName, e.getAttributeNames()]));
  for (const [name, attributes] of all.filter(([name, attributes], i) => i || name !== 'h1' || attributes.length)) {
    need(kept[name], `/${path} has <${name}>`);
    for (const a of attributes) need(kept[name]?.includes(a), `/${path} has <${name} ${a}>`);
  }
  await page.evaluate(() => {
    const main = document.querySelector('main'), box = Object.assign(document.createElement('p'), { contentEditable: 'true', id: 'box' });
    getSelection().setBaseAndExtent(main.querySelector('h1 + p + p').firstChild, 0, main, main.childNodes.length);
    box.addEventListener('paste', e => {
      window.pasted = e.clipboardData.getData('text/html');
      e.preventDefault();
    });
    document.body.append(box);
  });
  await page.keyboard.press('Control+C');
  await page.focus('#box');
  await page.keyboard.press('Control+V');
  const pasted = [...(await page.evaluate(() => window.pasted)).matchAll(/<([a-z][a-z0-9]*)/g)].map(m => m[1]).filter(name => !['html', 'head', 'meta', 'body'].includes(name));
  for (const name of new Set(pasted)) need(kept[name], `a copy of /${path} has <${name}>`);
  const count = name => all.filter(e => e[0] === name).length;
  for (const name of ['h2', 'em']) need(pasted.filter(n => n === name).length === count(name), `a copy of /${path} has not all <${name}>`);
});

/** Without JavaScript every page says the same and leads to as much; the search says what to do instead. */
export async function withoutScript(browser, server, paths) {
  const problems = [], plain = await open(browser, server, { javaScriptEnabled: false }), full = await open(browser, server);
  const content = page => page.evaluate(() => ({ text: document.querySelector('main').innerText.length, links: document.querySelectorAll('main a[href]').length }));
  for (const path of paths.filter(p => !/^(search|compose)\//.test(p))) {
    await plain.at(path);
    await full.at(path);
    const a = { text: (await plain.page.locator('main').innerText()).length, links: await plain.page.locator('main a[href]').count() }, b = await content(full.page);
    if (!a.text || a.text !== b.text || a.links !== b.links) problems.push(`/${path} has ${a.text} characters and ${a.links} links without JavaScript, ${b.text} and ${b.links} with it`);
  }
  await plain.at('search/');
  if (await plain.page.locator('#search').isVisible()) problems.push('a form that does nothing is shown without JavaScript');
  if (!/JavaScript/.test(await plain.page.locator('main').innerText())) problems.push('the search does not say that it needs JavaScript');
  if (await plain.page.locator('main section a:visible').count() < 10) problems.push('there is nothing to browse instead of the search');
  await Promise.all([plain.close(), full.close()]);
  return [...problems, ...plain.problems, ...full.problems];
}
