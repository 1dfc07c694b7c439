// expectEffect: what a visitor stops is stopped, on this page at once and after a reload: in the order, in the reasons, in the words and on the network.
// It does not see what a server does with what it was sent before, nor a request whose address nobody named.
import { gather } from './finding.js';
import { orders, readPage, used } from './reading.js';
import { catchUp, closePanel, come, forgetHeard, heard, learnSomething, newContext, openPanel, press, sayNo, sayYes, sentSinceChange, settle, watch } from './visitor.js';

const PATIENCE_MS = 10_000;
const HOW = 'turn on in the panel, let something be learned, visit again, then';

const matches = (pattern, url) => typeof pattern == 'string' ? url.includes(pattern) : pattern instanceof RegExp ? pattern.test(url) : pattern(url);
const same = (one, other) => JSON.stringify(one) == JSON.stringify(other);

async function bringAbout(page, act) {
  if (typeof act == 'function') return act(page);
  if (act == 'off') return sayNo(page);
  await openPanel(page);
  const done = await press(page, act);
  await closePanel(page);
  if (!done) await page.evaluate(act => window.overt[act](), act);
}

/** A stranger's page, which is what everything has to go back to. */
async function strangers(page, visit, options) {
  const context = await newContext(page, options.newContext);
  const tab = await context.newPage();
  await come(tab, visit, await watch(tab));
  const reading = await readPage(tab, options);
  await context.close();
  return reading;
}

/** Says yes, learns, and comes back until the lists stand in the visitor's order; what is used then, and why. */
async function makePersonal(page, visit, noted, options, reference) {
  await come(page, visit, noted);
  if (!(await used(page)).profiles.some(({ signals }) => signals.length)) {
    await sayYes(page);
    await (options.learn ?? learnSomething)(page);
  }
  await come(page, visit, noted);
  for (let attempt = 0; attempt < 3; attempt++) {
    const reading = await readPage(page, options);
    if (!same(orders(reading), orders(reference))) return { ...await used(page), reading };
    await catchUp(page);
    await settle(page, noted);
  }
  return null;
}

/** That what was used before, and is not now, is cited nowhere. */
async function examineWords(page, where, add, { reading, reference, stopped, now, captions }) {
  for (const { slot, reasons } of now.profiles) {
    const cited = reasons.filter(reason => stopped.some(({ signal, value }) => signal == reason.signal && value == reason.value));
    if (cited.length) await add('reasonCites', `Overt gives a reason that was stopped, ${where}.`, { where: `${where}: overt.explain('${slot}')`, expected: [], found: cited });
  }
  const known = new Set(reference.lines.map(({ text }) => text));
  for (const { text } of reading.lines.filter(({ text }) => !known.has(text))) {
    const cited = stopped.find(({ label, value }) => [label, value].some(name => name && text.toLowerCase().includes(name.toLowerCase())));
    if (cited) await add('captionCites', `The page cites something that was stopped, ${where}.`, { where: `${where}: "${text.slice(0, 80)}"`, expected: `nothing that names ${cited.label ?? cited.value}`, found: text });
  }
  for (const text of await page.locator(captions).evaluateAll(all => all.filter(element => element.checkVisibility()).map(element => element.innerText.replace(/\s+/g, ' ').trim()))) {
    if (text && !known.has(text)) await add('captionCites', `A caption that gives a reason is still shown, ${where}.`, { where: `${where}: ${captions}`, expected: 'no such caption', found: text });
  }
}

async function examine(page, where, add, { before, reference, options, sent }) {
  const [now, reading] = [await used(page), await readPage(page, options)];
  const uses = now.profiles.filter(({ signals }) => signals.length);
  const still = ({ slot, signal, value }) => uses.some(profile => profile.slot == slot && profile.signals.some(one => one.signal == signal && one.value == value));
  const stopped = before.profiles.flatMap(({ slot, signals, reasons }) => signals.map(signal => ({ slot, ...signal, label: reasons.find(({ value }) => value == signal.value)?.label }))).filter(one => !still(one));
  if (!stopped.length) await add('stillUsed', `All that was used before is still used, ${where}.`, { where: `${where}: overt.profile()`, expected: 'less than before', found: uses });
  // Where nothing may be used, the list is the site's.
  if (!uses.length) {
    for (const [name, expected] of Object.entries(orders(reference))) {
      const found = orders(reading)[name] ?? [];
      if (!same(expected, found)) await add('otherOrder', `A list does not stand in the site’s own order, ${where}.`, { where: `${where}: ${name}`, expected, found });
    }
  }
  await examineWords(page, where, add, { reading, reference, stopped, now, captions: options.captions ?? '[data-overt-reason]' });
  const silent = now.purposes.filter(purpose => !uses.some(profile => profile.purpose == purpose));
  for (const purpose of silent) {
    for (const { method, url } of sent.filter(({ url }) => (options.purposes?.[purpose] ?? []).some(pattern => matches(pattern, url)))) {
      await add('requestAfterStop', `Something is sent for the purpose ${purpose}, which was stopped, ${where}.`, { where: `${where}: ${method} ${url}`, expected: 'no such request', found: `${method} ${url}` });
    }
  }
  return silent;
}

/**
 * After a stop the lists, the reasons, the words and the requests are as if nothing had been learned, and the page was told.
 * @returns what was stopped
 */
export async function expectEffect(page, { visit, act = 'off', ...options }) {
  const found = gather('expectEffect', options);
  const reproduce = `${HOW} ${typeof act == 'function' ? 'do what `act` does' : `press ${act} in the panel`}`;
  const add = (code, sentence, evidence) => found.add(page, code, sentence, evidence, reproduce);
  const noted = await watch(page);
  const reference = await strangers(page, visit, options);
  const before = await makePersonal(page, visit, noted, options, reference);
  if (!before) {
    await add('nothingToStop', 'Nothing here was personal, so nothing can be seen to stop.', { where: 'every list', expected: 'an order of the visitor’s own', found: orders(reference) });
    found.close();
  }
  await forgetHeard(page);
  const pressed = noted.sent.length;
  await bringAbout(page, act);
  const told = await page.waitForFunction(() => window.overtTestHeard.some(({ type }) => type == 'change') && window.overtTestHeard.some(({ type }) => type == 'effect'), null, { timeout: PATIENCE_MS }).then(() => true, () => false);
  if (!told) await add('changeNotSent', 'The page was not told that something was stopped.', { where: 'document', expected: 'overt:change and overt:effect', found: await heard(page) });
  for (const { detail } of (await heard(page)).filter(({ type, detail }) => type == 'effect' && !detail.done)) {
    await add('notHonoured', 'Something in the page moved a list that Overt had put in order.', { where: `overt:effect of ${detail.slot}`, expected: { slot: detail.slot, done: true }, found: detail });
  }
  await settle(page, noted);
  await page.waitForTimeout(options.watchMs ?? 500);
  const all = { before, reference, options };
  await examine(page, 'on the same page', add, { ...all, sent: await sentSinceChange(page, noted, pressed) });
  const reloaded = noted.sent.length;
  await come(page, visit, noted);
  const silent = await examine(page, 'after a reload', add, { ...all, sent: noted.sent.slice(reloaded) });
  const stops = (await heard(page)).filter(({ type }) => type == 'stop').map(({ detail }) => detail.purpose);
  for (const purpose of silent.filter(purpose => !stops.includes(purpose))) {
    await add('stopNotSent', `The page was not told to stop ${purpose}.`, { where: 'after a reload: document', expected: { 'overt:stop': purpose }, found: stops });
  }
  found.close();
  return { stopped: silent };
}
