// The script of the search folds and cuts as internal/search does: both are asked what testdata/terms.json says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { folder } from './site.mjs';

const source = readFileSync(new URL('../templates/search.js', import.meta.url), 'utf8');
const { fold, terms } = await import('data:text/javascript,' + encodeURIComponent(source));
const cases = JSON.parse(readFileSync(new URL('../internal/search/testdata/terms.json', import.meta.url), 'utf8'));
const table = [...inflateRawSync(readFileSync(join(folder, 'search', readdirSync(join(folder, 'search')).find(f => f.startsWith('han-'))))).toString()];
const simple = new Map(table.map((c, i) => [c, table[i + 1]]).filter((_, i) => i % 2 === 0));
const simplify = s => s.replace(/[\u3400-\u9FFF]/g, c => simple.get(c) ?? c);

for (const { title, folded, by, not_by, terms: has } of cases) {
  test(title, () => {
    assert.equal(simplify(fold(title)).split(/[^\p{L}\p{M}\p{N}]+/u).join(' '), folded.split(/[^\p{L}\p{M}\p{N}]+/u).join(' '));
    const finds = q => terms(simplify(fold(q))).every(([t, longer]) => has.some(h => longer ? h.startsWith(t) : h === t));
    assert.deepEqual(by.filter(q => !finds(q)), [], 'does not find it');
    assert.deepEqual(not_by.filter(finds), [], 'finds it');
  });
}
