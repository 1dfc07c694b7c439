// expectNoPunishment: who said no, who paused and who is new get what a visitor gets who said yes, in the site's own order.
// It does not see what is done only after many visits, on other pages, or to what is drawn on a canvas.
import { gather } from './finding.js';
import { orders, readPage } from './reading.js';
import { come, newContext, sayNo, sayYes, settle, watch } from './visitor.js';

const WHO = { new: 'is new', paused: 'has paused', off: 'said no' };
const HOW = {
  new: 'visit with nothing stored',
  paused: 'turn on in the panel, call overt.pause(), visit again',
  off: 'turn on in the panel, turn off in the panel, visit again'
};
/** A list keeps at least this share of its area. */
const AREA = 0.8;
/** What covers more of the window than this is a wall. */
const WALL = 0.08;

/** What is asked for, without what changes from one time to the next; Overt's own files are no part of it. */
const requested = (sent, own) => [...new Set(sent.filter(({ url }) => !own.some(start => url.startsWith(start)) && /^(https?|wss?):/.test(url)).map(({ method, url }) => {
  const { origin, pathname, searchParams } = new URL(url);
  return [method, origin + pathname, [...searchParams.keys()].sort().join('&')].join(' ').trim();
}))];

const ownAddresses = page => page.evaluate(() => [...document.querySelectorAll('script[data-config]')].flatMap(({ src, dataset }) => [src.replace(/[^/]*$/, ''), new URL(dataset.config, location.href).href]));

/** The site's own order: what the server sends, with no script to change it. */
async function fromServer(page, visit, options) {
  const context = await newContext(page, options.newContext, { javaScriptEnabled: false });
  const tab = await context.newPage();
  // A visit may wait for what only scripts bring; then there is no order of the server's either.
  const { lists } = await visit(tab).then(() => readPage(tab, options), () => ({ lists: [] }));
  return { context, lists: lists.filter(({ items }) => items.length) };
}

/** What each kind of visitor gets, and asks for: one who comes, says yes, pauses and says no. */
async function meetAll(page, visit, options) {
  const met = {};
  const context = await newContext(page, options.newContext);
  const tab = await context.newPage();
  const noted = await watch(tab);
  const look = async (who, from = noted.sent.length) => {
    await come(tab, visit, noted);
    met[who] = { reading: await readPage(tab, options), requests: requested(noted.sent.slice(from), await ownAddresses(tab)) };
  };
  await look('new');
  if (await sayYes(tab)) {
    await look('on');
    for (const [who, act] of [['paused', () => tab.evaluate(() => window.overt.pause())], ['off', () => sayNo(tab)]]) {
      // What is sent at the press counts as well.
      const from = noted.sent.length;
      await act();
      await settle(tab, noted);
      await look(who, from);
    }
  }
  return { met, tab, context };
}

function* differencesOfLists(reference, reading) {
  for (const list of reference.lists) {
    const other = reading.lists.find(({ name }) => name == list.name);
    const at = { where: list.where };
    if (!other) {
      yield ['missingList', 'A list is missing', { ...at, expected: `${list.items.length} items`, found: 'no list' }];
      continue;
    }
    for (const item of list.items) {
      const where = `${list.where}, item ${item.key}`;
      const same = other.items.find(({ key }) => key == item.key);
      if (!same) yield ['missingItem', 'An item is missing', { where, expected: item.text, found: 'no such item' }];
      else if (item.seen && item.text && !same.text) yield ['blankItem', 'An item is blank', { where, expected: item.text, found: '' }];
      else if (item.seen != same.seen) yield ['hiddenItem', 'An item is shown to one and hidden from the other', { where, expected: item.seen ? 'shown' : 'hidden', found: same.seen ? 'shown' : 'hidden' }];
      else if (item.text != same.text) yield ['changedText', 'An item says something else', { where, expected: item.text, found: same.text }];
      else if (item.features != same.features) yield ['changedFeatures', 'An item has other features', { where, expected: item.features, found: same.features }];
      else if (item.pictures.join() != same.pictures.join()) yield ['changedPicture', 'An item has other pictures', { where, expected: item.pictures, found: same.pictures }];
    }
    for (const item of other.items) {
      if (!list.items.some(({ key }) => key == item.key)) yield ['extraItem', 'There is an item that others do not get', { where: `${list.where}, item ${item.key}`, expected: 'no such item', found: item.text }];
    }
    if (other.area < AREA * list.area) yield ['smallerList', 'A list takes up less of the page', { ...at, expected: `at least ${Math.round(AREA * list.area)} px²`, found: `${other.area} px²` }];
  }
}

function* differencesOfRest(reference, reading) {
  const texts = ({ lines }) => lines.filter(({ inList }) => !inList).map(({ text }) => text);
  for (const text of texts(reference).filter(text => !texts(reading).includes(text))) yield ['missingText', 'Words are missing', { where: `"${text.slice(0, 80)}"`, expected: text, found: 'not on the page' }];
  const walls = reading.overlays.filter(({ text, share, modal }) => (modal || share > WALL) && !reference.overlays.some(other => other.text == text));
  for (const { text, share } of walls) yield ['wall', 'Something lies over the page', { where: `"${text.slice(0, 80)}"`, expected: 'nothing over the page', found: `${Math.round(100 * share)} % of the window: ${text}` }];
  const overlaid = reading.overlays.map(({ text }) => text);
  for (const text of texts(reading).filter(text => !texts(reference).includes(text) && !overlaid.some(over => over.includes(text)))) {
    yield ['extraText', 'There are words that others do not get', { where: `"${text.slice(0, 80)}"`, expected: 'not on the page', found: text }];
  }
  for (const { key, usable, inList } of reference.controls) {
    const same = reading.controls.filter(other => other.key == key);
    if (!usable || same.some(other => other.usable) || inList && !same.length) continue;
    yield same.length ? ['lockedControl', 'Something can no longer be used', { where: key, expected: 'usable', found: 'disabled or hidden' }]
      : ['missingControl', 'Something to press or fill in is missing', { where: key, expected: 'on the page', found: 'not on the page' }];
  }
}

function* differencesOfOrder(site, reading) {
  for (const [name, order] of Object.entries(orders(site))) {
    const now = orders(reading)[name] ?? [];
    const [expected, found] = [order.filter(key => now.includes(key)), now.filter(key => order.includes(key))];
    if (expected.join('\n') != found.join('\n')) yield ['otherOrder', 'A list does not stand in the site’s own order', { where: name, expected, found }];
  }
}

/**
 * Content, features and requests are the same for a visitor who is new, has paused or said no as for one who said yes, and lists stand in the site's order.
 * @returns what was compared
 */
export async function expectNoPunishment(page, { visit, ...options }) {
  const found = gather('expectNoPunishment', options);
  const [{ met, tab, context }, server] = await Promise.all([meetAll(page, visit, options), fromServer(page, visit, options)]);
  try {
    const reference = met.on ?? met.new;
    // A list that only scripts make has no order of the server's.
    const site = { lists: reference.reading.lists.map(list => server.lists.find(({ name }) => name == list.name) ?? met.new.reading.lists.find(({ name }) => name == list.name) ?? list) };
    for (const who of ['new', 'paused', 'off'].filter(who => met[who])) {
      const { reading, requests } = met[who];
      const all = [...differencesOfLists(reference.reading, reading), ...differencesOfRest(reference.reading, reading), ...differencesOfOrder(site, reading)];
      for (const [code, sentence, evidence] of all) {
        await found.add(tab, code, `${sentence} for a visitor who ${WHO[who]}.`, { ...evidence, where: `${who}: ${evidence.where}` }, HOW[who]);
      }
      // A first visit fetches what later ones have, so it is no measure of the others, nor they of it.
      const usual = [...reference.requests, ...met.new.requests];
      for (const request of requests.filter(request => !usual.includes(request))) {
        await found.add(tab, 'extraRequest', `Something is sent for a visitor who ${WHO[who]} that is not sent for others.`, { where: `${who}: ${request}`, expected: 'no such request', found: request }, HOW[who]);
      }
    }
  } finally {
    await Promise.all([context.close(), server.context.close()]);
  }
  found.close();
  return { compared: [...server.lists.length ? ['server'] : [], ...Object.keys(met)] };
}
