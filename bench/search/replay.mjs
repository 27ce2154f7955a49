// Replays queries (JSON on standard input) through the script of the search page, with the files of the folder that is the argument.
import { readFileSync, mkdtempSync, copyFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const dir = process.argv[2], queries = JSON.parse(readFileSync(0, 'utf8'));
const temp = mkdtempSync(join(tmpdir(), 'search-'));
copyFileSync(new URL('../../templates/search.js', import.meta.url), join(temp, 'search.mjs'));

let bytes, files;
globalThis.fetch = async path => {
  const data = readFileSync(join(dir, path));
  bytes += data.length;
  files++;
  return new Response(data);
};

const rank = (list, p) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))];
const kinds = new Map([['all', []]]);
for (const [i, { kind, form }] of queries.entries()) {
  const { search } = await import(join(temp, `search.mjs?${i}`)); // a module of its own: nothing loaded yet
  bytes = files = 0;
  const began = performance.now();
  const [found, card] = await search(form);
  await Promise.all(found.slice(0, 10).map(card));
  const result = { form, bytes, files, ms: performance.now() - began, found: found.length };
  for (const k of [kind, 'all']) kinds.set(k, [...kinds.get(k) ?? [], result]);
}
rmSync(temp, { recursive: true });

const pad = (s, n) => String(s).padStart(n);
console.log('query'.padEnd(28), '   KB p50   p95   max    ms p50   p95   max   files p95   found p50');
for (const [kind, list] of [...kinds].slice(1).concat([...kinds].slice(0, 1))) {
  const kb = p => (rank(list.map(r => r.bytes), p) / 1000).toFixed(0), ms = p => rank(list.map(r => r.ms), p).toFixed(0);
  console.log(kind.padEnd(28), pad(kb(.5), 9), pad(kb(.95), 5), pad(kb(1), 5), pad(ms(.5), 9), pad(ms(.95), 5), pad(ms(1), 5), pad(rank(list.map(r => r.files), .95), 11), pad(rank(list.map(r => r.found), .5), 11));
}
if (process.env.WORST) for (const r of kinds.get('all').toSorted((a, b) => b.bytes - a.bytes).slice(0, 20)) console.log(JSON.stringify(r));
