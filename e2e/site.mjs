// The built site, served on this machine, and a browser that reaches nothing else.
import { createServer } from 'node:http';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.xml': 'application/xml' };

/** The folder that SITE names: what "digest demo --no-serve" or "digest build" has written. */
export const folder = process.env.SITE ?? fail('SITE=FOLDER is not set: the built site');

function fail(message) { throw new Error(message); }

/** Serves the folder below the path of the site's own address, which 404.html needs. A spoiler, for tests of the tests, may change what is sent: (path, text) => text, or null for 404. */
export async function serve(spoil = (path, text) => text) {
  const root = new URL(readFileSync(join(folder, 'index.html'), 'utf8').match(/<link rel="canonical" href="([^"]+)"/)[1]).pathname;
  const server = createServer((request, response) => {
    let path = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    const under = path.startsWith(root);
    path = normalize(path.slice(root.length));
    if (path === '.' || path.endsWith('/')) path = path === '.' ? 'index.html' : path + 'index.html';
    let file = join(folder, path), status = 200;
    if (!under || path.startsWith('..') || !existsSync(file) || !statSync(file).isFile()) {
      status = 404;
      path = '404.html';
      file = join(folder, path);
    }
    let body = readFileSync(file);
    const changed = spoil(path, body.toString('latin1'));
    if (changed === null) status = 404;
    else body = Buffer.from(changed, 'latin1');
    response.writeHead(status, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(changed === null ? '' : body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${server.address().port}${root}`;
  return { base, close: () => { server.closeAllConnections(); server.close(); } };
}

/** Starts the browser that CHROMIUM names, else the first that is there. */
export function launch() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const executablePath = places.find(p => p && existsSync(p)) ?? fail('no Chromium; set CHROMIUM');
  return chromium.launch({ executablePath, args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-component-update', '--no-first-run'] });
}

/** Opens a window. What goes wrong in it by itself is gathered in problems: requests to elsewhere, and words on the console. */
export async function open(browser, server, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const problems = [];
  const where = () => page.url().replace(server.base, '/');
  page.on('request', r => {
    if (!r.url().startsWith(server.base) && !r.url().startsWith('data:')) problems.push(`${where()} asks ${r.url()}`);
  });
  page.on('console', m => {
    if (['error', 'warning'].includes(m.type()) && !(where().startsWith('/404.html') && m.text().includes('404'))) problems.push(`${where()} says on the console: ${m.text()}`);
  });
  page.on('pageerror', e => problems.push(`${where()} throws ${e}`));
  page.setDefaultTimeout(10_000);
  return { page, problems, at: path => page.goto(server.base + path), close: () => context.close() };
}

/** All pages, path → HTML; other files that end in .html are e-mails. */
export const pages = new Map(readdirSync(folder, { recursive: true }).filter(name => /(^|[\\/])index\.html$|^404\.html$/.test(name))
  .map(name => [name.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1'), readFileSync(join(folder, name), 'utf8')]));

/** What two pages of one template have in common: the path with numbers and names taken out. */
export const shape = path => path.split('/').map((part, i) => /^\d+$/.test(part) ? 'N' : /^\d{4}-\d\d$/.test(part) ? 'MONTH' : /^(\d{4}-)?w\d\d$/.test(part) ? 'WEEK' : i && part ? '*' : part).join('/');

/** One page of each shape, the largest, and stories in several scripts. */
export function spread() {
  const chosen = new Map();
  for (const [path, html] of pages) {
    const keys = [shape(path)];
    const title = heading(html);
    for (const [name, script] of Object.entries(scripts)) if (path.startsWith('story/') && script.test(title)) keys.push('story in ' + name);
    if (path.startsWith('story/') && html.includes('class="moved"')) keys.push('moved story');
    if (path.startsWith('story/') && html.includes('class="gone"')) keys.push('withdrawn story');
    for (const key of keys) if (html.length > (chosen.get(key)?.size ?? 0)) chosen.set(key, { path, size: html.length });
  }
  return [...new Set([...chosen.values()].map(c => c.path))].sort();
}

export const scripts = { Han: /\p{sc=Han}{4}/u, Arabic: /\p{sc=Arabic}{4}/u, Cyrillic: /\p{sc=Cyrillic}{5}/u };

/** The text of the main heading, without the name of its language. */
export const heading = html => (html.match(/<h1[^>]*>([^]*?)<\/h1>/)?.[1] ?? '').replace(/<span class="in">.*?<\/span>/g, '').replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&amp;/g, '&').trim();
