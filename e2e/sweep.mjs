// Every page of the built site through the check that the tests make of one page of a kind: SITE=FOLDER node sweep.mjs
import { availableParallelism } from 'node:os';
import { looks } from './checks.mjs';
import { launch, pages, serve } from './site.mjs';

const server = await serve(), browser = await launch();
const paths = [...pages.keys()].filter(p => !p.endsWith('404.html')).map(p => p.replace(/index\.html$/, '')).sort();
const shares = Array.from({ length: availableParallelism() }, (_, k) => paths.filter((_, i) => i % availableParallelism() === k));
const problems = (await Promise.all(shares.map(share => looks(browser, server, share)))).flat();
await browser.close();
server.close();
for (const p of problems) console.log(p);
console.log(`${paths.length} pages in light and dark at 360 and 1280 px: ${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;
