// The built site in a browser: SITE=FOLDER node --test
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as checks from './checks.mjs';
import { launch, serve, spread } from './site.mjs';

let browser, server;
before(async () => { [browser, server] = await Promise.all([launch(), serve()]); });
after(async () => { await browser.close(); server.close(); });

test('there are pages of every kind', () => {
  const paths = spread();
  assert.ok(paths.length >= 24, paths.join('\n'));
});
test('every kind of page, light and dark, at 320, 360 and 1280 px', async () => {
  assert.deepEqual(await checks.looks(browser, server, [...spread(), 'search/?q=co&language=en', 'search/?q=qzxjvkw']), []);
});
test('every kind of page on paper', async () => assert.deepEqual(await checks.print(browser, server, spread()), []));
test('the letter as an e-mail', async () => assert.deepEqual(await checks.mail(browser, server), []));
test('a letter pastes clean', async () => assert.deepEqual(await checks.pastes(browser, server), []));
test('words are found', async () => assert.deepEqual(await checks.words(browser, server), []));
test('facets', async () => assert.deepEqual(await checks.facets(browser, server), []));
test('addresses of searches', async () => assert.deepEqual(await checks.addresses(browser, server), []));
test('further results', async () => assert.deepEqual(await checks.further(browser, server), []));
test('the keyboard', async () => assert.deepEqual(await checks.keyboard(browser, server), []));
test('everything but the search without JavaScript', async () => assert.deepEqual(await checks.withoutScript(browser, server, spread()), []));
