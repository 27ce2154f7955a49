// The feeds of the built site, read by parsers of others: what RSS and Atom say is what JSON Feed says, field by field.
// feedsmith reads XML with fast-xml-parser, feedparser with sax; encoding/xml and gofeed read the same in Go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import FeedParser from 'feedparser';
import { parseFeed } from 'feedsmith';
import { folder } from './site.mjs';

const read = path => readFileSync(join(folder, path), 'utf8');
const listings = readdirSync(folder, { recursive: true }).map(p => p.replaceAll('\\', '/')).filter(p => /(^|\/)feed\.json$/.test(p)).map(p => p.slice(0, -'feed.json'.length)).sort();
const seconds = date => new Date(Math.floor(new Date(date) / 1000) * 1000).toISOString();

/** The items of feed.json, by the specification: what the other formats are held to. */
function published(path) {
  return JSON.parse(read(path)).items.map(i => ({
    id: i.id, link: i.url, direct: i.external_url, title: i.title, summary: i.summary, content: i.content_html, published: seconds(i.date_published), updated: seconds(i.date_modified),
    creator: i.authors[0].name, home: i.authors[0].url, categories: i.tags, language: i.language, rights: i._digest.rights,
  }));
}

const bySmith = {
  json: f => f.items.map(i => ({
    id: i.id, link: i.url, direct: i.external_url, title: i.title, summary: i.summary, content: i.content_html, published: seconds(i.date_published), updated: seconds(i.date_modified),
    creator: i.authors[0].name, home: i.authors[0].url, categories: i.tags, language: i.language,
  })),
  rss: f => f.items.map(i => ({
    id: i.guid.value, link: i.link, title: i.title, summary: i.description, content: i.content.encoded, published: seconds(i.pubDate),
    creator: i.dc.creators[0], categories: i.categories.map(c => c.name), language: i.dc.languages[0], rights: i.dc.rights[0],
  })),
  atom: f => f.entries.map(e => ({
    id: e.id, link: rel(e.links, 'alternate'), direct: rel(e.links, 'related'), title: e.title.value, summary: e.summary.value, content: e.content.value,
    published: seconds(e.published), updated: seconds(e.updated), creator: e.authors[0].name, home: e.authors[0].uri, categories: e.categories.map(c => c.label), rights: e.rights.value,
  })),
};
const rel = (links, name) => links.find(l => l.rel === name)?.href;

/** The items as feedparser reads them. */
function byParser(text) {
  return new Promise((done, fail) => {
    const parser = new FeedParser({ addmeta: false }), items = [];
    parser.on('error', fail).on('end', () => done(items)).on('readable', () => { for (let i; (i = parser.read());) items.push(i); });
    Readable.from([text]).pipe(parser);
  });
}
const list = x => x === undefined ? [] : [x].flat();
const fromParser = {
  rss: i => ({
    id: i.guid, link: i.link, title: i.title, summary: i.summary, content: i.description, published: seconds(i.pubdate), creator: i.author, categories: i.categories,
    language: i['dc:language']['#'], rights: i['dc:rights']['#'],
  }),
  atom: i => ({
    id: i.guid, link: i.link, direct: list(i['atom:link']).find(l => l['@'].rel === 'related')?.['@'].href, title: i.title, summary: i.summary, content: i.description,
    published: seconds(i.pubdate), updated: seconds(i.date), creator: i.author, home: i['atom:author'].uri?.['#'], categories: list(i['atom:category']).map(c => c['@'].label),
    language: i['atom:@']['xml:lang'], rights: i['atom:rights']['#'],
  }),
};

/** Holds items to what feed.json says, in the fields that the items have. An absent field of one is absent in the other. */
function same(items, want, what) {
  const by = new Map(want.map(i => [i.id, i]));
  assert.equal(items.length, want.length, what);
  for (const item of items) {
    const reference = by.get(item.id) ?? assert.fail(`${what}: ${item.id} is not in feed.json`);
    assert.deepEqual(item, Object.fromEntries(Object.keys(item).map(k => [k, reference[k]])), what);
  }
}

test('there are feeds of every kind', () => {
  const kinds = new Set(listings.map(l => l.split('/')[0]));
  for (const kind of ['', 'topic', 'place', 'actor', 'law', 'action', 'source', 'language']) assert.ok(kinds.has(kind), kind);
  assert.ok(listings.length > 50);
});

test('feedsmith and feedparser read every field of every feed back equal', async () => {
  let items = 0;
  for (const listing of listings) {
    const want = published(listing + 'feed.json');
    same(bySmith.json(parseFeed(read(listing + 'feed.json')).feed), want, listing + 'feed.json by feedsmith');
    for (const [format, file] of [['rss', 'feed.xml'], ['atom', 'feed.atom']]) {
      const text = read(listing + file);
      if (want.length > 0) same(bySmith[format](parseFeed(text).feed), want, listing + file + ' by feedsmith');
      same((await byParser(text)).map(fromParser[format]), want, listing + file + ' by feedparser');
      assert.ok(Buffer.byteLength(text) < 300_000, listing + file);
    }
    items += want.length;
  }
  assert.ok(items > 500, `${items} items`);
});

test('no two stories have a date in common, and a story has one in all feeds', () => {
  const at = new Map(), of = new Map();
  for (const path of listings) {
    for (const { id, published: date } of published(path + 'feed.json')) {
      assert.equal(of.get(date) ?? id, id, `${path}: ${date} is that of another story too`);
      assert.equal(at.get(id) ?? date, date, `${path}: the date of ${id} differs`);
      at.set(id, date);
      of.set(date, id);
    }
  }
  assert.ok(at.size > 50, `${at.size} stories: the test is blind`);
});

test('the direct feed has the items of the whole, and leads to the articles', async () => {
  const want = new Map(published('feed.json').map(i => [i.id, i]));
  const items = (await byParser(read('feed-direct.xml'))).map(fromParser.rss);
  assert.equal(items.length, want.size);
  for (const { id, link, published } of items) assert.deepEqual({ link, published }, { link: want.get(id).direct ?? id, published: want.get(id).published });
});

test('the weekly feed has an item for a week that is over, under an address that is there', async () => {
  const items = (await byParser(read('feed-weekly.xml'))).map(fromParser.rss);
  assert.ok(items.length > 0);
  for (const i of items) {
    assert.match(i.id, /\/letter\/\d{4}-w\d\d\/$/);
    assert.equal(i.link, i.id);
    assert.ok(read(i.id.replace(/^.*\/letter\//, 'letter/') + 'index.html').includes('<h1'));
    for (const field of ['title', 'summary', 'content', 'creator', 'language', 'rights']) assert.ok(i[field], field);
    assert.ok(i.categories.length > 0);
  }
});

test('what editors decided stands in the body of an entry as on the page of its story', () => {
  const labels = html => [...html.matchAll(/<strong>([^<]+)<\/strong>(?: until [^,<]+)?, /g)].map(m => m[1].replace(/ until .*/, '')).sort();
  let decided = 0;
  for (const { id, content } of published('feed.json')) {
    const page = read(id.replace(/^.*\/story\//, 'story/') + 'index.html');
    const said = labels(page);
    assert.deepEqual(labels(content), said, id);
    decided += said.length;
  }
  assert.ok(decided >= 5, `${decided} decisions`);
});
