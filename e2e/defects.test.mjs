// The checks themselves: each defect is put into what the server sends, and must be found and named.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as checks from './checks.mjs';
import { launch, pages, serve } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const looks = (b, s) => checks.looks(b, s, ['about/']);
const words = (b, s) => checks.words(b, s, 1);
const withoutScript = (b, s) => checks.withoutScript(b, s, ['about/']);
const paper = (b, s) => checks.print(b, s, ['']);
const letter = (b, s) => checks.print(b, s, [[...pages.keys()].find(p => p.startsWith('letter/2') && /<a [^>]*dir="rtl"/.test(pages.get(p)))]);
const told = (b, s) => checks.print(b, s, [[...pages.keys()].find(p => p.startsWith('story/') && pages.get(p).includes('<details'))]);
const css = rule => (path, text) => path.endsWith('.css') ? text + rule : text;
const script = (from, to) => (path, text) => /^assets\/search\..*\.js$/.test(path) ? swap(text, from, to) : text;
const html = (from, to, page = '') => (path, text) => path.endsWith('.html') && path.startsWith(page) ? swap(text, from, to) : text;

function swap(text, from, to) {
  const changed = text.replace(from, to);
  assert.ok(changed !== text, `nothing to spoil: ${from}`);
  return changed;
}

for (const [name, check, spoil, finds] of [
  ['a page without a language', looks, html('<html lang="en"', '<html'), /html-has-lang/],
  ['pale words in the light', looks, css('@media (prefers-color-scheme: light) { p { color: #bbb } }'), /light: color-contrast/],
  ['dim words in the dark', looks, css('@media (prefers-color-scheme: dark) { p { color: #444 } }'), /dark: color-contrast/],
  ['a flaw of wide windows only', looks, css('@media (min-width: 60rem) { p { color: #bbb } }'), /at 1280 px, light: color-contrast/],
  ['words over the edge', looks, css('h1 { min-inline-size: 25rem }'), /px wide at 320 px/],
  ['words over the edge when they are large', looks, css('h1 { min-inline-size: 10rem }'), /twice as large/],
  ['a picture from elsewhere', looks, html(/<meta http-equiv="Content-Security-Policy"[^>]*>([^]*)<main/, '$1<img alt="" src="https://elsewhere.example/x.png"><main'), /asks https:\/\/elsewhere\.example/],
  ['something that the policy forbids', looks, html('<main', '<p style="color: red">x</p><main'), /on the console/],
  ['a file that is missing', looks, (path, text) => path.endsWith('.css') ? null : text, /on the console/],
  ['an error in the script', words, script('form.hidden = false', 'nonesuch()'), /throws ReferenceError/],
  ['an index that is missing', words, (path, text) => path === 'search/index.bin' ? null : text, /did not load/],
  ['shards that are missing', words, (path, text) => /^search\/[0-9a-f]{8}\//.test(path) ? null : text, /did not load/],
  ['a count that is not said', words, html('role="status"', '', 'search/'), /live region/],
  ['case that counts', words, script('.toLowerCase()\n', ''), /in capitals/],
  ['width that counts', words, script("normalize('NFKC')", "normalize('NFC')"), /full-width/],
  ['accents that count', words, script("c.normalize('NFD')[0]", 'c'), /an accent that is typed/],
  ['whole words only', words, script('odd % 2 || c.length > 2', 'odd % 2'), /the beginning of a word/],
  ['Chinese that is found whole only', words, script('odd % 2 && c[1]', 'false'), /Chinese/],
  ['any of the words instead of all', words, script('n === wanted.length', 'n'), /qzxjvkw" gives something/],
  ['cards of other stories', words, script('stories - 1 - n', 'n'), /does not find/],
  ['facets that do nothing', checks.facets, script('Object.entries(facets)', '[]'), /the topic/],
  ['months that do nothing', checks.facets, script('if (m.month === month) from = end', 'month = undefined'), /the month/],
  ['an address that is not read', checks.addresses, script('URLSearchParams(location.search)', 'URLSearchParams()'), /stopped|\?q=/],
  ['a facet that is set and not seen', checks.addresses, script(".open = true", ''), /facet of the address/],
  ['an address that is not written', checks.addresses, script('history.replaceState', 'void'), /in the address/],
  ['a focus that is lost', checks.further, script('.focus()', '.blur()'), /focus is not on the first/],
  ['a focus that is not seen', checks.keyboard, css(':focus-visible { outline: none }'), /the focus is not seen|no skip link/],
  ['no skip link', checks.keyboard, html(/<a class="skip"[^>]*>[^<]*<\/a>/, ''), /no skip link/],
  ['content that cannot be reached', checks.keyboard, html('tabindex="-1"', ''), /does not lead/],
  ['results that are no links', checks.keyboard, script("make('a', title", "make('b', title"), /no result is reached|walk stops/],
  ['an e-mail that a long word makes wider', checks.mail, (path, text) => path.startsWith('letter/') ? text.replace('word-break:break-word;', '') : text, /wide with a long word in its h1/],
  ['an e-mail without a main part', checks.mail, (path, text) => path.startsWith('letter/') ? text.replace(' role="main"', '') : text, /landmark|region/],
  ['a letter with a box in it', checks.pastes, html(/<h2>([^]*?)<\/p>/, '<div><h2>$1</p></div>', 'letter/2'), /has <div>/],
  ['a letter with a class in it', checks.pastes, html('<p>By <em', '<p class="meta">By <em', 'letter/2'), /has <p class>/],
  ['a letter with bold words', checks.pastes, html(/<em>(.*?)<\/em>/, '<strong>$1</strong>', 'letter/2'), /copy of .* has <strong>/],
  ['commas after a space', told, css('@media print { .tags dd::before { content: ", " } }'), /a space before a comma/],
  ['a list of addresses that is not printed', paper, css('.addresses { display: none !important }'), /0 entries in the list/],
  ['a list of addresses on the screen', paper, css('.addresses { display: block }'), /on the screen/],
  ['an address that is not in the list', paper, html(/(<section class="addresses"[^]*?<li>[^]*?)https?:[^< ]*/, '$1'), /does not list under 1:/],
  ['stories without a number', paper, css('.numbered h3::before { content: none !important }'), /does not number/],
  ['addresses in the lines of an edition', paper, css('@media print { .numbered a.u-url[href^=http]::after { content: attr(href) } }'), /in the line/],
  ['addresses that run from the right', letter, css('@media print { .bare a::after { direction: inherit !important; unicode-bidi: normal !important } }'), /run from the right/],
  ['a navigation on paper', paper, css('nav { display: block !important }'), /prints <nav/],
  ['a dark page on paper', paper, css('body { background: #15181b !important }'), /black on white/],
  ['a foot without the address', paper, html(/<p class="imprint">.*/, '<p class="imprint">Counternotice</p>'), /foot with its address/],
  ['a foot with an address that shows another edition tomorrow', paper, html(/(class="imprint">[^·]*· [^ ]*?)\d{4}\/\d\d\/\d\d\/ /, '$1 '), /another edition tomorrow/],
  ['a foot without a date', paper, html(/(<p class="imprint">.*) \S+ digest for .*<\/p>/, '$1</p>'), /foot with its date/],
  ['a fold on paper', told, css('details { display: block !important }'), /prints <details/],
  ['a heading of nothing', told, html(/(<section aria-labelledby="how">\n<h2[^]*?<\/h2>)[^]*?<\/section>/, '$1</section>', 'story/'), /heading of nothing/],
  ['a report without its address', told, css('.report a::after { content: none !important }'), /no address after/],
  ['words that need a script', withoutScript, html(/<main([^]*)<\/main>/, '<main$1<noscript>x</noscript></main><script src="../assets/fill.js"></script>', 'about/'), /without JavaScript|console/],
  ['a form that is dead without a script', withoutScript, html(' hidden>', '>', 'search/'), /form that does nothing/],
  ['nothing to browse', withoutScript, html(/<section aria-labelledby="browse">[^]*<\/section>/, '', 'search/'), /nothing to browse/],
  ['no word for those without a script', withoutScript, html(/<noscript>.*<\/noscript>/, '', 'search/'), /does not say/],
]) {
  test(name, async () => {
    const server = await serve(spoil);
    try {
      const found = await check(browser, server);
      assert.ok(found.some(f => finds.test(f)), `not found; said was: ${found.join('\n') || 'nothing'}`);
    } finally { server.close(); }
  });
}
