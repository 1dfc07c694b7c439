// expectPersistent: a no holds, over a reload, in a new tab, back and forward and months later, and nobody asks again meanwhile.
// It does not see what happens on pages that it is not led to, on other devices, or in mails.
import { gather } from './finding.js';
import { readPage, record, used } from './reading.js';
import { come, keepsNothing, learnSomething, sayNo, sayYes, settle, watch } from './visitor.js';

const DAY_MS = 86_400_000;
/** After a no nobody asks again for so many days. */
const QUIET_DAYS = 180;
const HOW = 'turn on in the panel, turn off in the panel, then';

/** What is used, as texts that can be compared. */
const usedIn = async page => (await used(page)).profiles.flatMap(({ slot, signals }) => signals.map(({ signal, value }) => `${slot}: ${signal}=${value}`));

const triesIn = stored => (stored?.history ?? []).filter(({ deed }) => deed == 'blocked');

/** The page as it is at one moment of the run. */
async function examine(page, where, found, options, { tries: own, uses: still }) {
  const add = (code, sentence, evidence) => found.add(page, code, sentence, { ...evidence, where: `${where}: ${evidence.where}` }, `${HOW} ${where}`);
  const stored = await record(page);
  if (!stored && !await keepsNothing(page)) await add('forgotten', 'What the visitor chose is gone.', { where: 'localStorage.overt', expected: 'the record with the no', found: null });
  const uses = (await usedIn(page)).filter(one => !still.has(one));
  const last = (stored?.history ?? []).filter(({ deed }) => deed == 'on' || deed == 'off').at(-1);
  if (stored && (last?.deed == 'on' || uses.length)) {
    await add('turnedOnAgain', 'It is on again, and nobody pressed.', { where: 'localStorage.overt', expected: 'off', found: { last, uses } });
  }
  const tries = triesIn(stored).filter(({ id }) => !own.has(id));
  if (tries.length) await add('scriptTried', 'A script tried to turn it on again.', { where: 'the history in localStorage.overt', expected: [], found: tries });
  const { panelOpen, overlays, questions } = await readPage(page, options);
  if (panelOpen) await add('askedAgain', 'The panel opened by itself.', { where: 'overt-panel', expected: 'closed until the visitor opens it', found: 'open' });
  for (const { text } of overlays.filter(({ asks }) => asks)) await add('askedAgain', 'The visitor is asked again.', { where: `"${text.slice(0, 80)}"`, expected: `no question for ${QUIET_DAYS} days`, found: text });
  for (const text of questions) await add('askedAgain', 'The visitor is asked again.', { where: `"${text.slice(0, 80)}"`, expected: `no question for ${QUIET_DAYS} days`, found: text });
}

/**
 * A no holds until the visitor takes it back.
 * @returns where it was looked for
 */
export async function expectPersistent(context, { visit, days = [1, 30, QUIET_DAYS - 1], asks = ['overt-ask', '[data-overt-ask]'], elsewhere, ...options }) {
  const found = gather('expectPersistent', options);
  const page = await context.newPage();
  const noted = await watch(page);
  await come(page, visit, noted);
  const start = await page.evaluate(() => Date.now());
  // A no after a yes is the harder one: there is something to turn on again.
  if (await sayYes(page)) await (options.learn ?? learnSomething)(page);
  await come(page, visit, noted);
  await sayNo(page);
  await settle(page, noted);
  // What the kit itself did too soon, and what no off can stop, such as what a contract needs.
  const before = { tries: new Set(triesIn(await record(page)).map(({ id }) => id)), uses: new Set(await usedIn(page)) };
  const looked = [];
  const look = async (where, tab) => {
    await tab.waitForTimeout(options.watchMs ?? 300);
    await examine(tab, where, found, { ...options, asks }, before);
    looked.push(where);
  };
  await come(page, visit, noted);
  await look('after a reload', page);
  await (elsewhere ? elsewhere(page) : page.goto('about:blank'));
  await page.goBack({ waitUntil: 'load' });
  await page.evaluate(() => window.overt?.ready?.());
  await settle(page, noted);
  await look('after going away and back', page);
  const tab = await context.newPage();
  await come(tab, visit, await watch(tab));
  await look('in a new tab', tab);
  for (const day of days) {
    await tab.clock.setFixedTime(start + day * DAY_MS);
    await come(tab, visit);
    await look(day == 1 ? 'a day later' : `${day} days later`, tab);
  }
  await Promise.all([page.close(), tab.close()]);
  found.close();
  return { looked };
}
