// What the package says that a site may use is what the browser has: the methods, the answers, the events, the elements and what a theme may dress.
// How the types are used is checked by the programs in tests/types, and the names in the sources by `cargo xtask tidy`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { enter, openPart, parts } from './scenes.mjs';
import { assertQuiet, atTheBookshop, patient, turnOn, visit } from './support.mjs';

const at = atTheBookshop();

/** A file as it was packed. */
const packed = name => readFile(path.join(process.env.OVERT_SITE, 'overt', name), 'utf8');
const manifest = JSON.parse(await packed('package.json'));
const types = await packed(manifest.exports['./overt.js'].types);
const { modules: [{ declarations }] } = JSON.parse(await packed(manifest.customElements));

/** The fields of an interface: those that are always there, and all. */
function fields(name) {
  const [, body] = new RegExp(`\nexport interface ${name} \\{\n(.*?)\n\\}`, 's').exec(types) ?? assert.fail(`the types have no ${name}`);
  const all = [...body.matchAll(/^ {2}(?:readonly )?(?:'([^']+)'|(\w+))(\??)/gm)].map(([, quoted, plain, mark]) => ({ name: quoted ?? plain, always: !mark }));
  return { always: all.filter(({ always }) => always).map(({ name }) => name), all: all.map(({ name }) => name) };
}

/** That an answer has every field that is always there, and none that the types don't know. */
function assertShape(answer, name) {
  const { always, all } = fields(name);
  const found = Object.keys(answer);
  assert.deepEqual(always.filter(field => !found.includes(field)), [], `missing from a ${name}: ${JSON.stringify(answer)}`);
  assert.deepEqual(found.filter(field => !all.includes(field)), [], `not in the types of a ${name}`);
}

/** A visitor of whom this page has learned something. */
async function learned() {
  const page = await visit(at.browser);
  await patient(page);
  await page.addInitScript(() => {
    window.heard = [];
    for (const type of ['ready', 'stop', 'change', 'effect']) {
      document.addEventListener(`overt:${type}`, ({ detail }) => window.heard.push([type, detail]));
    }
  });
  await turnOn(page, at.shop);
  await page.waitForFunction(() => /^Nothing/.test(document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent));
  await page.evaluate(() => Promise.all([1, 2, 3].map(() => window.overt.observe('viewed.shelf', 'adventure', 'Adventure'))));
  await page.evaluate(() => window.overt.refresh());
  return page;
}

test('every method of window.overt is in the types, and every method of the types is there', async () => {
  const page = await visit(at.browser);
  await page.goto(at.shop);
  const found = await page.evaluate(() => Object.entries(window.overt).map(([name, value]) => [name, typeof value]));
  assert.deepEqual(found.map(([name]) => name).sort(), fields('Overt').all.sort());
  assert.deepEqual(found.filter(([name, kind]) => kind != (/^(q|adapters)$/.test(name) ? 'object' : 'function')), []);
  assertQuiet(page);
});

test('answers have the fields of the types, before the rules are there and after', async () => {
  const subject = { signal: 'viewed.shelf', value: 'adventure', purpose: 'content', slot: 'for-you' };
  const ask = page => page.evaluate(async subject => {
    const { overt } = window;
    return {
      decision: await overt.decide(subject), profile: await overt.profile(subject), explanation: await overt.explain('for-you'),
      observed: await overt.observe('viewed.shelf', 'no value'), ranked: await overt.rank('elsewhere', [{ id: 1 }, { id: 2, features: 'shelf:adventure' }])
    };
  }, subject);
  const stranger = await visit(at.browser);
  await stranger.goto(at.shop);
  const visitor = await learned();
  for (const [page, allow] of [[stranger, false], [visitor, true]]) {
    const { decision, profile, explanation, observed, ranked } = await ask(page);
    assertShape(decision, 'Decision');
    assert.equal(decision.allow, allow);
    assert.equal(decision.trace.length > 0, allow);
    decision.trace.forEach(step => assertShape(step, 'TraceStep'));
    assertShape(profile, 'Profile');
    assert.equal(profile.signals.length > 0, allow);
    profile.signals.forEach(signal => assertShape(signal, 'ProfileSignal'));
    assertShape(explanation, 'Explanation');
    assert.equal(explanation.reasons.length > 0, allow);
    explanation.reasons.forEach(reason => assertShape(reason, 'Reason'));
    assertShape(observed, 'Observed');
    assert.deepEqual(observed, allow ? { learned: 0, dropped: 'undeclared' } : { learned: 0 });
    assert.deepEqual(ranked.map(({ id }) => id), [1, 2], 'a slot that is not declared has no order of its own');
    assertQuiet(page);
  }
  assert.equal(await visitor.evaluate(() => window.overt.explain('nowhere')), null);
});

test('what is done answers with an outcome, or with an error that has a code of the types', async () => {
  const page = await learned();
  const done = await page.evaluate(async () => {
    const { overt } = window;
    const code = tried => tried.then(() => 'done', error => error.code);
    return [
      await overt.pause('all', Date.now() + 3_600_000), await overt.pause('all', Date.now() + 60_000),
      await overt.reset('slot:for-you', 'forgetLearned'), await overt.optOut(), await code(overt.optIn()), await code(overt.resume()),
      typeof await overt.exportAll(), await overt.eraseAll() ?? 'nothing', await overt.exportAll()
    ];
  });
  assert.deepEqual(done, ['done', 'alreadySo', 'done', 'done', 'NeedsGesture', 'NeedsGesture', 'string', 'nothing', null]);
  await page.route('**/gate.wasm', route => route.fulfill({ status: 404, body: 'no' }));
  await page.goto(at.shop);
  assert.equal(await page.evaluate(() => window.overt.optOut().catch(error => error.code)), 'NotReady');
});

test('each event carries what the types say, and "on" hears all of them where it was put into the queue', async () => {
  const page = await learned();
  await page.evaluate(() => localStorage.removeItem('overt'));
  await page.addInitScript(() => {
    window.overt = { q: ['ready', 'stop', 'change', 'effect'].map(type => ['on', type, detail => window.heard.push([`on ${type}`, detail])]) };
  });
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.pause());
  const heard = Object.fromEntries(await page.evaluate(() => window.heard));
  const directly = fields('OvertEvents').all.map(name => name.replace('overt:', ''));
  assert.deepEqual(Object.keys(heard).sort(), [...directly, ...fields('HeardEvents').all.map(name => `on ${name}`)].sort());
  assert.equal(heard.ready, null);
  assertShape(heard.stop, 'Stop');
  assertShape(heard.change, 'Change');
  assertShape(heard.effect, 'Effect');
  for (const type of directly) assert.deepEqual(heard[`on ${type}`], heard[type], type);
  assertQuiet(page);
});

test('a pause until a fraction of a millisecond is a pause, and one until no moment has no end', async () => {
  const page = await learned();
  const paused = until => page.evaluate(async until => {
    const outcome = await window.overt.pause('all', until);
    return [outcome, (await window.overt.decide({ signal: 'viewed.shelf', value: 'adventure', purpose: 'content', slot: 'for-you' })).until ?? null];
  }, until);
  const until = Date.now() + 3_600_000;
  assert.deepEqual(await paused(until + 0.5), ['done', until + 1]);
  assert.deepEqual(await paused(NaN), ['done', null]);
  assertQuiet(page);
});

test('every element of the manifest is defined, and every part and property of it is there', async () => {
  const page = await enter(at.browser, at, 'personal');
  for (const part of await parts(page)) await openPart(page, part);
  await page.evaluate(() => document.body.append(document.createElement('overt-why')));
  for (const { tagName, cssParts, cssProperties } of declarations) {
    assert.ok(await page.evaluate(tag => !!customElements.get(tag), tagName), tagName);
    const found = await page.locator(tagName).first().evaluate(element => [...element.shadowRoot.querySelectorAll('[part]')].map(dressed => dressed.getAttribute('part')));
    assert.deepEqual([...new Set(found)].sort(), cssParts.map(({ name }) => name).sort(), tagName);
    const rules = await page.locator(tagName).first().evaluate(element => element.shadowRoot.adoptedStyleSheets.flatMap(sheet => [...sheet.cssRules]).map(({ cssText }) => cssText).join('\n'));
    assert.deepEqual([...new Set([...rules.matchAll(/var\((--overt-\w+)/g)].map(([, name]) => name))].sort(), cssProperties.map(({ name }) => name).sort(), tagName);
  }
  assert.equal(await page.locator('overt-slot').first().evaluate(slot => slot.name), 'for-you');
  await page.context().close();
});
