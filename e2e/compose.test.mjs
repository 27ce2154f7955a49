// The editors' desk: its words against what internal/letter makes of the same stories, and the page by using it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { folder, launch, open, serve } from './site.mjs';

const source = readFileSync(new URL('../templates/compose-letter.js', import.meta.url), 'utf8');
const d = await import('data:text/javascript,' + encodeURIComponent(source));
const known = name => readFileSync(new URL('../internal/letter/testdata/' + name, import.meta.url), 'utf8');
const fixture = JSON.parse(known('desk.json'));
const published = path => readFileSync(join(folder, path), 'utf8');

/** A ready letter, but for what it says of the stories that it leaves out. */
const ready = text => text.replace(/(?:Left out, since|Not in this issue:).*?\. (?=Selection by)/g, '');

test('text is escaped as in Go', () => {
  for (const { Text, Markdown, Cell } of fixture.escapes) {
    assert.equal(d.escape(Text), Markdown);
    assert.equal(d.cell(Text), Cell);
  }
});
test('periods are spelt as in Go', () => {
  for (const [from, to, words] of fixture.spans) assert.equal(d.span(from, to), words);
});
test('addresses are told apart as in Go', () => {
  for (const { a, b, same } of fixture.same) assert.equal(d.key(a) === d.key(b), same, `${a} and ${b}`);
  for (const none of ['javascript:alert(1)', 'ftp://a.example/x', 'no address', 'https://a.example/', '']) assert.equal(d.key(none), '', none);
});

const stories = () => d.unpack(structuredClone(fixture.month));
function issue(all, from, to, used) {
  const has = path => d.known(used, all.find(s => s.path === path) ?? { path, id: '', further: [] }, fixture.index.url);
  const lines = all.filter(s => s.days.some(day => day >= from && day <= to)).sort(d.byRank).map(s => d.tell(s, from, to, has)).filter(Boolean);
  for (const l of lines) l.sentence = l.story.sentence || l.story.line;
  return { sections: d.group(lines.filter(l => !l.left)), left: lines.filter(l => l.left).map(l => l.id) };
}

test('the golden letter, byte for byte', () => {
  const { index } = fixture, { sections } = issue(stories(), '2026-11-16', '2026-11-22', new Map());
  const is = { title: 'Counternotice, 16–22 November 2026', intro: '6 stories from 7 publishers, grouped by topic.', sections, site: index.site, home: index.url, url: index.url + index.weeks[0].path, language: index.language_name };
  assert.equal(d.markdown(d.blocks(is)), known('week.md'));
  assert.equal(d.csv(is, index.columns), known('week.csv'));
});
test('a letter of days that are over knows nothing later', () => {
  const { index, late: { month, letters } } = fixture;
  for (const { From, To, Title, Intro, Markdown } of letters) {
    const { sections } = issue(d.unpack(structuredClone(month)), From, To, new Map());
    assert.equal(d.markdown(d.blocks({ title: Title, intro: Intro, sections, site: index.site, home: index.url, url: index.url, language: index.language_name })), Markdown, `${From} to ${To}`);
  }
});
test('ledgers and past issues are read as in Go', () => {
  for (const { File, Text, From, To, Stories, Left, Updates, Titles } of fixture.issues) {
    const used = new Map();
    d.read(used, File, Text);
    const { sections, left } = issue(stories(), From, To, used), lines = sections.flatMap(s => s.lines), about = `${File} ${From} ${Text.slice(0, 80)}`;
    assert.deepEqual(lines.map(l => l.id), Stories, about);
    assert.deepEqual(lines.map(l => l.title), Titles, about);
    assert.deepEqual(left, Left, about);
    assert.deepEqual(lines.filter(l => l.update).map(l => `${l.id} ${l.used ?? ''}`), Updates ?? [], about);
  }
});

let browser, server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(async () => { await browser.close(); server.close(); });

/** A window at the desk, with its stories read. Nothing may go wrong in it by itself. */
async function desk(check, { at = 'compose/#from=2026-11-16&to=2026-11-22', on = server, ...options } = {}) {
  const w = await open(browser, on, { viewport: { width: 1280, height: 900 }, ...options });
  const { page } = w, help = {
    ...w,
    ready: () => page.waitForFunction(() => /to choose from|used/.test(document.getElementById('status').textContent)),
    said: () => page.locator('#status').textContent(),
    shown: () => page.locator('#stories label').allTextContents(),
    issue: () => page.locator('#issue .head').allTextContents(),
    headings: () => page.locator('#issue h3 span').allTextContents(),
    tick: (...n) => n.reduce((done, i) => done.then(() => page.locator('#stories input').nth(i).check()), Promise.resolve()),
    kept: test => page.waitForURL(url => test(new URLSearchParams(url.hash.slice(1)))),
    take: async format => {
      await page.check('#as-' + format);
      return page.locator('#preview pre').textContent();
    },
    saved: async () => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
    },
  };
  try {
    await w.at(at);
    await help.ready();
    await check(help);
    assert.deepEqual(w.problems.filter(p => !p.includes(' asks blob:')), []);
  } finally { await w.close(); }
}

const week46 = 'compose/#from=2026-11-09&to=2026-11-15';

test('all stories of a week are its ready letter', () => desk(async ({ page, take, saved, said }) => {
  await page.click('#all');
  assert.match(await said(), /^18 stories to choose from, 18 in your issue/);
  await page.click('a[href="#take"]');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'take');
  assert.equal(await take('md'), published('letter/2026-w46.md'));
  const file = await saved();
  assert.deepEqual(file, { name: '2026-w46.md', text: published('letter/2026-w46.md') });
  await page.check('#as-csv');
  assert.deepEqual(await saved(), { name: '2026-w46.csv', text: published('letter/2026-w46.csv') });
  await page.click('#clear');
  await page.waitForFunction(() => !document.querySelector('#issue li'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('#issue li').length === 18);
}, { at: week46 }));

test('past issues are left out and updates marked, as in the ready letter', () => desk(async ({ page, take, said, shown, issue, kept }) => {
  const before = await shown(), file = { name: '2026-w46.md', mimeType: 'text/markdown', buffer: Buffer.from(published('letter/2026-w46.md')) };
  await page.click('#all');
  assert.equal((await issue()).length, 40);
  await page.click('summary');
  await page.setInputFiles('#files', [file]);
  await page.waitForFunction(() => /file read/.test(document.getElementById('status').textContent));
  const [, left] = (await said()).match(/^1 file read, \d\d addresses\. Of these days (\d+) stor(?:y is|ies are) left out as already used/);
  assert.equal(await page.locator('#again').isVisible(), left > 0);
  await page.click('#clear');
  await page.waitForFunction(() => !document.querySelector('#issue li'));
  assert.deepEqual(await shown(), before, 'to begin anew forgets what was used');
  await page.setInputFiles('#files', [file]);
  await page.waitForFunction(() => /file read/.test(document.getElementById('status').textContent));
  await page.click('#all');
  const text = ready(published('letter/2026-w47.md')), updates = text.match(/^### Update: /gm).length;
  assert.equal((await issue()).filter(t => t.startsWith('Update: ')).length, updates);
  assert.equal(await take('md'), text);
  await kept(q => q.get('used'));
  await page.reload();
  await page.locator('#issue li').first().waitFor();
  assert.equal(await take('md'), text, 'what was used is forgotten by a reload');
}));

test('a dropped ledger marks stories and takes them out of the issue', () => desk(async ({ page, tick, issue, shown, said }) => {
  await tick(0, 1, 2);
  const titles = await issue(), all = await shown(), link = await page.locator('#stories li').nth(1).locator('a').first().getAttribute('href');
  const drop = (name, text) => page.evaluate(([name, text]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name, { type: 'text/plain' }));
    for (const type of ['dragover', 'drop']) document.querySelector('h1').dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true }));
  }, [name, text]);
  await drop('letter.used', `# ours\n2026-11-22 ${link}?utm_source=letter`);
  await page.waitForFunction(() => /file read/.test(document.getElementById('status').textContent));
  assert.match(await said(), /1 story is left out as already used, 1 of them taken out of your issue/);
  assert.deepEqual(await issue(), titles.filter(t => t !== all[1]));
  assert.ok(!(await shown()).includes(all[1]));
  await page.check('#again');
  assert.match(await page.locator('#stories li').nth(1).textContent(), /Already used, 22 November 2026/);
  await tick(1);
  assert.ok((await issue()).includes(all[1]), 'an editor may take it all the same');
}));

test('filters', () => desk(async ({ page, said, shown }) => {
  const count = async () => parseInt(await said(), 10), total = await count();
  for (const [id, value] of [['topic', 'site-blocking'], ['place', 'cn'], ['language', 'de'], ['license', 'full'], ['license', 'paid']]) {
    await page.selectOption('#' + id, value);
    const n = await count();
    assert.ok(n > 0 && n < total, `${id} ${value} gives ${n} of ${total}`);
    const metas = await page.locator('#stories .meta').allTextContents();
    if (id === 'language') assert.ok(metas.every(m => m.includes('in German')), metas.join('\n'));
    if (id === 'license') assert.ok(metas.every(m => m.includes('may be quoted in full') && (value === 'full' || !m.includes('not for money'))), metas.join('\n'));
    await page.selectOption('#' + id, '');
  }
  assert.equal(await count(), total);
  await page.fill('#words', 'LARKSPUR settles');
  assert.deepEqual(await shown(), ['AI firm Larkspur settles with publishers for 48 million dollars']);
  await page.fill('#words', 'qzxjvkw');
  assert.equal(await count(), 0);
  assert.ok(await page.locator('#all').isHidden());
}));

test('days: the weeks, any from and to, and picks that come back', () => desk(async ({ page, said, tick, issue, kept }) => {
  assert.equal(await page.locator('[aria-pressed=true]').textContent(), 'This week');
  await tick(0, 1);
  const mine = await issue();
  await page.click('text=Last week');
  await page.waitForFunction(() => /^18 /.test(document.getElementById('status').textContent));
  assert.deepEqual(await issue(), []);
  await page.fill('#from', '2026-11-18');
  await page.fill('#to', '2026-11-18');
  await page.waitForFunction(() => !/^18 /.test(document.getElementById('status').textContent));
  const one = parseInt(await said(), 10);
  await page.fill('#to', '2026-11-01');
  await page.waitForFunction(n => parseInt(document.getElementById('status').textContent, 10) > n, one);
  await kept(q => q.get('from') === '2026-11-01' && q.get('to') === '2026-11-18');
  await page.click('text=This week');
  await page.waitForFunction(n => document.querySelectorAll('#issue li').length === n, 2);
  assert.deepEqual(await issue(), mine);
}));

test('order by keyboard, with the focus kept and the move said', () => desk(async ({ page, tick, issue, headings, said }) => {
  await page.uncheck('#headings');
  await tick(0, 1, 2, 3);
  const [a, b, c, e] = await issue(), focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.locator('#issue li').nth(2).getByRole('button', { name: /^Up/ }).focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await issue(), [a, c, b, e]);
  assert.equal(await said(), `“${c}” moved to 2 of 4.`);
  assert.equal(await focused(), `Up: ${c}`);
  await page.keyboard.press('Space');
  assert.deepEqual(await issue(), [c, a, b, e]);
  await page.keyboard.press('Enter');
  assert.equal(await said(), `“${c}” is the first already.`);
  await page.keyboard.press('Alt+ArrowDown');
  assert.deepEqual(await issue(), [a, c, b, e]);
  assert.equal(await focused(), `Up: ${c}`);
  await page.locator('#issue li').nth(1).getByRole('button', { name: /^Remove/ }).press('Enter');
  assert.deepEqual(await issue(), [a, b, e]);
  assert.equal(await focused(), `Remove: ${b}`);
  assert.equal(await said(), `“${c}” taken out.`);
  await page.check('#headings');
  const sections = await headings();
  assert.ok(sections.length > 1);
  await page.locator('#issue h3').first().getByRole('button', { name: /^Down/ }).press('Enter');
  assert.deepEqual(await headings(), [sections[1], sections[0], ...sections.slice(2)]);
  assert.equal(await said(), `The section ${sections[0]} moved to 2 of ${sections.length}.`);
  assert.equal(await focused(), `Down: the section ${sections[0]}`);
  // Past its heading a story goes into the section before.
  const first = page.locator('#issue h3').nth(1).locator('xpath=following-sibling::ol[1]/li[1]'), title = await first.locator('.head').textContent();
  await first.getByRole('button', { name: /^Up/ }).press('Enter');
  assert.match(await said(), new RegExp(`of 3, under ${sections[1]}\\.$`));
  assert.ok((await page.locator('#issue ol').first().locator('.head').allTextContents()).includes(title));
}));

test('order by mouse', () => desk(async ({ page, tick, issue, said, take }) => {
  await page.uncheck('#headings');
  await tick(0, 1, 2, 3);
  const [a, b, c, e] = await issue(), row = n => page.locator('#issue li').nth(n);
  const drag = async (n, to, part) => {
    await row(n).locator('.grip').scrollIntoViewIfNeeded();
    const grip = await row(n).locator('.grip').boundingBox(), box = await row(to).boundingBox();
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(grip.x + 20, grip.y + 5, { steps: 3 });
    await page.mouse.move(grip.x + 20, box.y + box.height * part, { steps: 8 });
    await page.mouse.up();
  };
  await drag(0, 2, .9);
  assert.deepEqual(await issue(), [b, c, a, e]);
  assert.equal(await said(), `“${a}” moved to 3 of 4.`);
  await drag(2, 0, .1);
  assert.deepEqual(await issue(), [a, b, c, e]);
  const text = await take('md');
  assert.deepEqual([a, b, c, e].map(t => text.indexOf(d.escape(t))).sort((x, y) => x - y), [a, b, c, e].map(t => text.indexOf(d.escape(t))));
}));

test('the draft is in the address and survives a reload', () => desk(async ({ page, at, ready, tick, issue, take, kept, shown }) => {
  await tick(0, 2, 4);
  await page.locator('#issue li').nth(2).getByRole('button', { name: /^Up/ }).click();
  const words = 'Mine: 100 % “sure” & <b>bold</b>, تجربة 漫画; =1+1 #x+y';
  await page.locator('#issue textarea').nth(0).fill(words);
  await page.locator('#issue textarea').nth(1).fill('');
  await page.fill('#issue-title', 'Our legal corner');
  await page.selectOption('#license', 'full');
  await kept(q => q.get('title') && q.get('license') && q.get('pick')[0] === '*' && [...q.keys()].filter(k => k.startsWith('s.')).length === 2);
  const [before, text, list, address] = [await issue(), await take('md'), await shown(), page.url()];
  assert.ok(text.startsWith('# Our legal corner\n') && text.includes(d.escape(words)), text);
  assert.ok(address.length < server.base.length + 500, `${address.length} characters`);
  await page.reload();
  await ready();
  await page.locator('#issue li').first().waitFor();
  assert.deepEqual([await issue(), await take('md'), await shown()], [before, text, list]);
  assert.equal(await page.locator('#issue textarea').first().inputValue(), words);
  // A link within the page does not take its place, and another draft can be opened.
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  await kept(q => q.get('title'));
  assert.deepEqual([await issue(), await page.evaluate(() => document.activeElement.id)], [before, 'main']);
  await at(week46 + '&pick=*nonesuch.zzzzzzzz&topic=nonesuch&s.%3Cimg%3E=x&used=.');
  await page.waitForFunction(() => /^18 .* 0 in/.test(document.getElementById('status').textContent));
  await page.goBack();
  await page.waitForFunction(n => document.querySelectorAll('#issue li').length === n, before.length);
  assert.deepEqual(await issue(), before);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
}));

test('rich text pastes clean', () => desk(async ({ page, tick, said }) => {
  await page.selectOption('#language', 'ar');
  await tick(0);
  await page.selectOption('#language', '');
  await tick(0, 1, 2);
  const paste = async () => {
    await page.evaluate(() => {
      const box = Object.assign(document.createElement('div'), { contentEditable: 'true', id: 'pasted' });
      document.body.append(box);
      box.addEventListener('paste', e => {
        window.html = e.clipboardData.getData('text/html');
        window.plain = e.clipboardData.getData('text/plain');
        e.preventDefault();
      });
      box.focus();
    });
    await page.keyboard.press('Control+V');
    return page.evaluate(() => {
      document.getElementById('pasted').remove();
      return [window.html, window.plain];
    });
  };
  await page.click('#copy');
  assert.equal(await said(), 'Copied.');
  let [html, plain] = await paste();
  const elements = () => [...new Set(html.replace(/<\/?(html|head|body|meta)\b[^>]*>|<!--.*?-->/g, '').match(/<[a-z0-9]+/g))].sort();
  const attributes = () => [...new Set([...html.matchAll(/<(?!meta)[a-z0-9]+((?:\s+[a-z-]+="[^"]*")+)/g)].flatMap(m => m[1].match(/[a-z-]+(?==")/g)))].sort();
  assert.deepEqual(elements(), ['<a', '<em', '<h2', '<p']);
  assert.deepEqual(attributes(), ['dir', 'href', 'lang']);
  assert.equal((html.match(/<p>(Update: )?<a href="[^"]+"[^>]*>[^<]+<\/a><\/p>\s*<p>By <em/g)).length, 4);
  assert.match(html, /<p lang="ar" dir="rtl">“[^<]+”<\/p>\s*<p>(Excerpt: |Quoted from )<em lang="ar" dir="rtl">/);
  assert.match(plain, /^4 stories from \d+ publishers, grouped by topic\.\n\n/);
  assert.doesNotMatch(plain, /<p>|&#/);
  // A part, copied by hand.
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('#preview p:has(> a)')));
  await page.keyboard.press('Control+C');
  [html] = await paste();
  assert.match(html, /<a href="http[^"]+"[^>]*>[^<]+<\/a>/);
  assert.doesNotMatch(html, /style=/);
  await page.check('#as-md');
  await page.click('#copy');
  [html, plain] = await paste();
  assert.equal(html, '');
  assert.match(plain, /^# Counternotice.*\n\n4 stories/);
}));

test('a hostile title stays text', async () => {
  const evil = '<img src=x onerror=alert(1)> =cmd|x {{x}} *|E|*';
  const spoilt = await serve((path, text) => {
    if (!/^compose\/2.*\.bin$/.test(path)) return text;
    const month = JSON.parse(inflateRawSync(Buffer.from(text, 'latin1')));
    for (const s of month.stories) Object.assign(s, { title: evil, line: evil, excerpt: evil, url: 'javascript:alert(1)' });
    for (const t of [...month.publishers, ...month.credits]) t.name = t.license = evil;
    return deflateRawSync(JSON.stringify(month)).toString('latin1');
  });
  try {
    await desk(async ({ page, tick, take }) => {
      await tick(0, 1);
      assert.equal(await page.locator('main img, main a[href^=javascript]').count(), 0);
      assert.equal(await page.locator('#stories label').first().textContent(), evil);
      assert.match(await take('html'), /&lt;img src=x onerror=alert\(1\)&gt; =cmd&#124;x &#123;&#123;x/);
      assert.match(await take('md'), /\\<img src=x onerror=alert\(1\)\\> =cmd\\\|x \\\{\\\{x/);
      assert.match(await take('csv'), /[,"]<img[^\n]*/);
    }, { on: spoilt });
  } finally { spoilt.close(); }
});

test('no answer is said, and asking again helps', async () => {
  let dead = true;
  const w = await serve((path, text) => dead && /^compose\/.*\.(bin|json)$/.test(path) ? null : text), o = await open(browser, w);
  try {
    await o.at('compose/');
    await o.page.waitForFunction(() => /did not load/.test(document.getElementById('status').textContent));
    await o.page.selectOption('#topic', { index: 1 });
    await o.page.uncheck('#headings');
    assert.ok(await o.page.locator('#copy').isDisabled());
    assert.deepEqual(o.problems.filter(p => p.includes(' throws ')), []);
    await o.page.selectOption('#topic', '');
    dead = false;
    await o.page.click('text=This week');
    await o.page.waitForFunction(() => /to choose from/.test(document.getElementById('status').textContent));
  } finally {
    await o.close();
    w.close();
  }
});

test('light and dark, narrow and wide', () => desk(async ({ page, tick }) => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await tick(0, 1, 2, 8);
  await page.click('summary');
  await page.evaluate(axe);
  const problems = [];
  for (const width of [320, 360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const format of ['rich', 'csv']) {
      await page.check('#as-' + format);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) problems.push(`${format} is ${wide} px wide at ${width}`);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, resultTypes: ['violations'] }));
        for (const v of violations) problems.push(`${format} at ${width} px, ${colorScheme}: ${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 120)}`);
      }
    }
  }
  assert.deepEqual(problems, []);
}));

test('with the keyboard alone', () => desk(async ({ page, issue, said }) => {
  const focus = () => page.evaluate(() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    return { id: e.id, label: e.getAttribute('aria-label') ?? '', html: e.outerHTML.slice(0, 80), seen: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.width > 0 && r.bottom > 0 && r.top < innerHeight };
  });
  const until = async reached => {
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      const f = await focus();
      assert.ok(f.seen, `the focus is not seen on ${f.html}`);
      if (reached(f)) return f;
    }
    assert.fail('the walk stops: ' + reached);
  };
  await page.focus('#main');
  await until(f => f.id === 'topic');
  await page.keyboard.press('ArrowDown');
  await until(f => f.id.startsWith('t-'));
  await page.keyboard.press('Space');
  assert.ok((await focus()).id.startsWith('t-'), 'the focus is lost by a tick');
  await until(f => f.id.startsWith('t-'));
  await page.keyboard.press('Space');
  assert.equal((await issue()).length, 2);
  await until(f => f.label.startsWith('Down: '));
  await until(f => f.id.startsWith('s-'));
  await page.keyboard.press('End');
  await page.keyboard.type(' By hand.');
  await until(f => f.id === 'as-rich');
  await page.keyboard.press('ArrowRight');
  await until(f => f.id === 'copy');
  await page.keyboard.press('Enter');
  assert.equal(await said(), 'Copied.');
  assert.match(await page.locator('#preview').textContent(), /By hand\\?\./);
}));

test('without JavaScript it leads to the ready letters', async () => {
  const w = await open(browser, server, { javaScriptEnabled: false });
  await w.at('compose/');
  assert.ok(await w.page.locator('#desk').isHidden());
  await w.page.click('main a[href="../letter/"]');
  assert.match(w.page.url(), /\/letter\/$/);
  assert.deepEqual(w.problems, []);
  await w.close();
});
