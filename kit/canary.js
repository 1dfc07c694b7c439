// canary: plants something that nobody else has, turns off, and looks for it in all that the page shows, stores and sends afterwards.
// It does not see what was sent before off, what is kept on a server, or a trace that was changed beyond recognition.
import { gather } from './finding.js';
import { orders, readPage, used } from './reading.js';
import { come, sayNo, sayYes, sentSinceChange, settle, watch } from './visitor.js';

const HOW = 'turn on in the panel, call overt.observe() with a value that nobody has, visit again, turn off in the panel, visit again';

/** Evaluated in the page: an item that has the canary, and a visitor who likes it. */
async function plantInPage({ value, label, signal: wanted }) {
  const config = await (await fetch(document.querySelector('script[data-config]').dataset.config)).json();
  for (const list of document.querySelectorAll('overt-slot')) {
    const slot = config.slots.find(({ id }) => id == list.name);
    const signal = config.signals.find(({ id, matches, purposes, implies = [] }) => (wanted ? id == wanted : matches && !implies.length) && purposes.includes(slot?.purpose));
    const item = [...list.children].filter(({ dataset }) => dataset.overtItem).at(-1);
    if (!signal || !item) continue;
    const feature = `${signal.matches}:${value}`;
    const bear = () => { item.dataset.overtFeatures += ` ${feature}`; };
    bear();
    let learned = 0;
    for (let again = 0; again < 5; again++) ({ learned } = await window.overt.observe(signal.id, value, label));
    await window.overt.refresh();
    if (learned) return { slot: list.name, item: item.dataset.overtItem, signal: signal.id, feature };
  }
  return null;
}

/** Evaluated in the page: where the canary stands in what is shown, and in what is stored but for Overt's own keys. */
async function searchInPage({ names }) {
  const text = value => String(value).toLowerCase();
  const has = value => names.some(name => text(value).includes(name));
  // The words around it: what is stored may be long.
  const around = value => {
    const place = Math.min(...names.map(name => text(value).indexOf(name)).filter(place => place >= 0));
    return String(value).slice(Math.max(0, place - 60), place + 80).trim();
  };
  const shown = [];
  const walk = root => {
    for (const node of root.childNodes) {
      if (node.nodeType == 3 && has(node.data)) shown.push({ where: node.parentElement?.localName, text: around(node.data) });
      if (node.nodeType != 1 || node.localName == 'overt-panel') continue;
      for (const { name, value } of node.attributes) if (name != 'data-overt-features' && has(value)) shown.push({ where: `${node.localName}[${name}]`, text: around(value) });
      if (node.shadowRoot && !node.localName.startsWith('overt-')) walk(node.shadowRoot);
      walk(node);
    }
  };
  walk(document);
  const stored = [];
  for (const [kind, own] of [['localStorage', ['overt', 'overt.log', 'overt.view']], ['sessionStorage', ['overt.visit']]]) {
    for (const [key, value] of Object.entries(window[kind])) if (!own.includes(key) && has(key + value)) stored.push({ where: `${kind}.${key}`, text: around(value) });
  }
  if (has(document.cookie)) stored.push({ where: 'document.cookie', text: around(document.cookie) });
  const asked = request => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
  for (const { name } of await indexedDB.databases()) {
    const base = await asked(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const all = JSON.stringify(await asked(base.transaction(store).objectStore(store).getAll()));
      if (has(all)) stored.push({ where: `indexedDB ${name}.${store}`, text: around(all) });
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (has(request.url) || has(await (await cache.match(request)).text())) stored.push({ where: `cache ${name}`, text: request.url });
  }
  return { shown, stored };
}

const decoded = text => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/**
 * What was learned before off leaves no trace after it, but in the record that is the visitor's own.
 * @returns what was planted
 */
export async function canary(page, { visit, signal, ...options }) {
  const found = gather('canary', options);
  const add = (code, sentence, evidence) => found.add(page, code, sentence, evidence, HOW);
  const name = `canary${Math.random().toString(36).slice(2, 10)}`;
  const noted = await watch(page);
  await come(page, visit, noted);
  await sayYes(page);
  const site = orders(await readPage(page, options));
  const planted = await page.evaluate(plantInPage, { value: name, label: `Kind ${name}`, signal });
  const sings = planted && (await used(page)).profiles.some(({ signals }) => signals.some(({ value }) => value == name));
  if (!sings) {
    await add('silent', 'The canary could not be planted, so nothing can be said.', { where: 'overt.observe()', expected: 'a value that is learned', found: planted });
    found.close();
  }
  // The item has it from now on, on every page of this visitor.
  await page.addInitScript(({ item, feature }) => document.addEventListener('DOMContentLoaded', () => {
    const element = document.querySelector(`[data-overt-item="${CSS.escape(item)}"]`);
    if (element) element.dataset.overtFeatures += ` ${feature}`;
  }), planted);
  await come(page, visit, noted);
  const pressed = noted.sent.length;
  await sayNo(page);
  await settle(page, noted);

  const search = async (where, sent) => {
    const { shown, stored } = await page.evaluate(searchInPage, { names: [name] });
    for (const one of shown) await add('canaryShown', `What was learned is shown after off, ${where}.`, { where: `${where}: ${one.where}`, expected: 'no trace', found: one.text });
    for (const one of stored) await add('canaryStored', `What was learned is kept by the site after off, ${where}.`, { where: `${where}: ${one.where}`, expected: 'no trace', found: one.text });
    for (const { name: cookie, value } of (await page.context().cookies()).filter(({ value }) => decoded(value).includes(name))) {
      await add('canaryStored', `What was learned is kept by the site after off, ${where}.`, { where: `${where}: cookie ${cookie}`, expected: 'no trace', found: value });
    }
    for (const { method, url, body } of sent.filter(({ url, body }) => decoded(url + body).toLowerCase().includes(name))) {
      await add('canarySent', `What was learned is sent after off, ${where}.`, { where: `${where}: ${method} ${url.split('?')[0]}`, expected: 'no trace', found: decoded(url + (body && ` ${body}`)).slice(0, 200) });
    }
    for (const [list, expected] of Object.entries(site)) {
      const now = orders(await readPage(page, options))[list];
      if (now && now.join('\n') != expected.join('\n')) await add('canaryInOrder', `What was learned still moves a list after off, ${where}.`, { where: `${where}: ${list}`, expected, found: now });
    }
    const uses = (await used(page)).profiles.filter(({ signals }) => signals.some(({ value }) => value == name));
    if (uses.length) await add('canaryUsed', `What was learned is still handed to the page after off, ${where}.`, { where: `${where}: overt.profile()`, expected: [], found: uses });
  };
  await search('on the same page', await sentSinceChange(page, noted, pressed));
  const reloaded = noted.sent.length;
  await come(page, visit, noted);
  await search('after a reload', noted.sent.slice(reloaded));
  found.close();
  return { planted: name, slot: planted.slot, item: planted.item, signal: planted.signal };
}
