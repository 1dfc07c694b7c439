// What Lighthouse says of the bookshop with Overt's script tag and without it, side by side in one run; it writes its part of BENCHMARKS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import { createRequire } from 'node:module';
import lighthouse from 'lighthouse';
import { launch as launchPuppeteer } from 'puppeteer-core';
import { LAUNCH, launch, readBooks, serve, turnOn, visit } from '../embed/support.mjs';

const RUNS = Number(process.env.OVERT_RUNS ?? 5);
const TAG = /<script async src="\/overt\/overt\.js"[^>]*><\/script>\n?/;
const { version } = createRequire(import.meta.url)('lighthouse/package.json');
const median = list => list.toSorted((a, b) => a - b)[list.length >> 1];

/** The same site through the same hands, whether its pages keep the tag or not. */
async function front(server, keeps) {
  const passing = createServer(async (request, response) => {
    const answer = await fetch(server.origin + request.url);
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-length|connection)$/.test(name)));
    let body = Buffer.from(await answer.arrayBuffer());
    if (answer.ok && /^text\/html/.test(headers['content-type'])) {
      const html = String(body);
      if (!TAG.test(html)) throw new Error(`${request.url} has no tag of Overt's to take away`);
      if (!keeps) body = Buffer.from(html.replace(TAG, ''));
    }
    response.writeHead(answer.status, headers).end(body);
  });
  await new Promise(ready => passing.listen(0, '127.0.0.1', ready));
  return { shop: `http://127.0.0.1:${passing.address().port}/demo/bookshop/`, close: () => passing.close() };
}

/** What is stored of a visitor who turned it on and opened five books of a shelf. */
async function regular({ shop }) {
  const browser = await launch();
  const page = await visit(browser);
  await turnOn(page, shop);
  await readBooks(page, shop, 'adventure', 5);
  const record = await page.evaluate(() => localStorage.getItem('overt'));
  await browser.close();
  return record;
}

/** One look in a browser of its own, as Lighthouse looks by default: a middling phone on a slow connection, simulated. */
async function look(shop, record) {
  const browser = await launchPuppeteer({ executablePath: process.env.OVERT_CHROMIUM ?? LAUNCH.executablePath, args: LAUNCH.args, headless: true });
  try {
    const page = await browser.newPage();
    if (record) {
      await page.goto(`${shop}favicon.svg`);
      await page.evaluate(text => localStorage.setItem('overt', text), record);
      await page.goto('about:blank');
    }
    const { lhr } = await lighthouse(shop, { onlyCategories: ['performance'], disableStorageReset: !!record, logLevel: 'error' }, undefined, page);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const value = audit => lhr.audits[audit].numericValue;
    const long = lhr.audits['long-tasks'].details?.items ?? [];
    const [order, badge] = await page.evaluate(() => {
      const slot = document.querySelector('overt-slot');
      return [[...slot.children].map(item => item.dataset.overtItem).join(), slot.shadowRoot?.querySelector('button').textContent];
    });
    return {
      order, badge,
      score: Math.round(lhr.categories.performance.score * 100),
      fcp: value('first-contentful-paint'), lcp: value('largest-contentful-paint'), tbt: value('total-blocking-time'), cls: value('cumulative-layout-shift'),
      long: long.length, ours: long.filter(({ url }) => url.includes('/overt/')).length
    };
  } finally {
    await browser.close();
  }
}

const server = await serve();
const fronts = { kept: await front(server, true), taken: await front(server, false) };
try {
  const record = await regular(server);
  const looks = { without: [], first: [], back: [] };
  for (let run = 0; run < RUNS; run++) {
    looks.without.push(await look(fronts.taken.shop));
    looks.first.push(await look(fronts.kept.shop));
    looks.back.push(await look(fronts.kept.shop, record));
  }
  const [order] = looks.without;
  if (looks.first.some(look => look.order != order.order || look.badge != 'Not personalized')) throw new Error('a first visit has the site\'s order');
  // Where the gate is late, on a machine that is busy, the list stays as it is and the badge offers the order.
  if (looks.back.some(look => look.badge != (look.order == order.order ? 'Show my order' : 'Why these?'))) throw new Error('who came back has an order of their own');
  const inTime = looks.back.filter(look => look.order != order.order).length;

  const of = key => Object.values(looks).map(all => median(all.map(look => look[key])));
  const rows = [
    ['performance score, of 100', of('score'), ([without, ...others]) => others.every(score => score >= without) ? 'met' : 'missed'],
    ['cumulative layout shift', of('cls'), ([without, ...others]) => others.every(shift => shift <= without) ? 'met' : 'missed', 4],
    ['long tasks before anybody did something', of('long'), () => ''],
    ["of them Overt's", of('ours'), ([, ...others]) => others.every(many => many == 0) ? 'met' : 'missed'],
    ['total blocking time, ms', of('tbt'), () => ''],
    ['first contentful paint, ms', of('fcp'), () => ''],
    ['largest contentful paint, ms', of('lcp'), () => '']
  ].map(([what, values, verdict, places = 0]) => `| ${what} | ${values.map(value => value.toFixed(places)).join(' | ')} | ${verdict(values)} |`);
  const scores = Object.values(looks).map(all => all.map(look => look.score).join(', '));
  const load = os.loadavg().map(value => value.toFixed(1)).join(', ');
  const [least, most] = [Math.min, Math.max].map(of => of(...looks.without.map(look => look.score)));
  const doubt = os.loadavg()[0] > os.cpus().length
    ? `\n**The machine was overloaded, so times and scores say little: without Overt the score alone went from ${least} to ${most}. Layout shift does not depend on it.**` : '';
  const section = `<!-- lighthouse -->
Written by \`cargo xtask bench lighthouse\` on ${new Date().toISOString().slice(0, 10)}: Lighthouse ${version} as it is by default (a middling phone on slow 4G, simulated), medians of ${RUNS} looks taken in turn, each in a browser of its own, on ${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${os.platform()}; ${load} programs wanted to run there at once, over 1, 5 and 15 minutes.
Without the tag, on a first visit, and for a visitor who came back, whose list was put in their order in ${inTime} of ${RUNS} looks; where the gate takes longer than 150 ms, it stays the site's.
Met means no worse than without; Overt's own long tasks are to be none.${doubt}

| What | Without Overt | First visit | Came back | |
|---|---|---|---|---|
${rows.join('\n')}

The single scores: without ${scores[0]}; first visit ${scores[1]}; came back ${scores[2]}.
<!-- /lighthouse -->`;
  console.log(section);
  const file = new URL('../../BENCHMARKS.md', import.meta.url);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/<!-- lighthouse -->[^]*<!-- \/lighthouse -->/, () => section));
} finally {
  Object.values(fronts).forEach(front => front.close());
  server.close();
}
