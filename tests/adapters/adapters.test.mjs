// Never looser than upstream: each adapter with the real consent platform where its package can be had, and else with its documented calls.
// What upstream says in detail is in upstreams/ and states.js; here is what has to follow from it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NOW, on, text } from '../embed/records.mjs';
import { assertQuiet, badge, launch, openPanel, order, serve, visit, words } from '../embed/support.mjs';
import { SITE_ORDER, writeSite } from './site.mjs';

/** What the page of each upstream writes into `data-adapters`; nothing where the page registers one of its own. */
const ADAPTERS = {
  vanilla: 'vanilla content=personalization',
  klaro: 'klaro content=recommendations',
  tcf: 'tcf',
  gpp: 'gpp content=SaleOptOut,SharingOptOut',
  google: 'google',
  shopify: 'shopify',
  wordpress: 'wordpress',
  onetrust: 'onetrust content=C0003',
  adpc: 'adpc content=recommendations',
  segment: 'segment content=Personalization ads=Advertising',
  gpc: 'gpc',
  own: ''
};

const SLOT = { purpose: 'content', slot: 'for-you' };
const SUBJECT = { signal: 'viewed.shelf', value: 'adventure', ...SLOT };
const WAIT = { timeout: 30_000 };
const at = {};

before(async () => {
  at.site = await writeSite(ADAPTERS);
  at.server = await serve(at.site.folder);
  at.browser = await launch();
  const stranger = await visitor({ record: null });
  await stranger.goto(at.server.origin);
  at.stranger = await stranger.evaluate(slot => window.overt.profile(slot).then(JSON.stringify), SLOT);
  await stranger.context().close();
});
after(async () => {
  await at.browser?.close();
  at.server?.close();
  await at.site?.remove();
});

/** A visitor who said yes to the list here, ten days ago; or whose record is another. */
async function visitor({ record = text(on()), ...options } = {}) {
  const page = await visit(at.browser, options);
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(kept => {
    if (kept && !localStorage.getItem('overt')) localStorage.setItem('overt', kept);
    window.heard = [];
    for (const type of ['stop', 'change']) document.addEventListener(`overt:${type}`, ({ detail }) => window.heard.push([type, detail]));
  }, record);
  page.warnings = [];
  page.on('console', message => message.type() === 'warning' && /^Overt/.test(message.text()) && page.warnings.push(message.text()));
  return page;
}

async function open(name, options) {
  const page = await visitor(options);
  await page.goto(`${at.server.origin}/${name}/`);
  await page.evaluate(() => window.overt.ready());
  return page;
}

/** What the site is handed, which rule says so, and whether anything of it is used. */
const answers = page => page.evaluate(async ([slot, subject]) => {
  const profile = await window.overt.profile(slot);
  const { rule } = await window.overt.decide(subject);
  return { text: JSON.stringify(profile), used: profile.signals.length > 0, rule };
}, [SLOT, SUBJECT]);

/** Waits until the badge says so: its words may still have to be fetched. */
const says = (page, words) => page.waitForFunction(words => document.querySelector('overt-slot').shadowRoot.querySelector('button').textContent == words, words, WAIT);

/** Nothing is used: the list is the site's, the profile that of a new visitor, and the rule says that it was refused outside. */
async function assertRefused(page, when) {
  const { text, rule } = await answers(page);
  assert.deepEqual(await order(page), SITE_ORDER, `the list, ${when}`);
  assert.equal(text, at.stranger, `the profile, ${when}`);
  assert.equal(rule, 'uaSignal', when);
  await says(page, 'Not personalized');
}

/** Waits until the profile is, or is not, what was learned. */
const used = (page, wanted) => page.waitForFunction(async ([slot, wanted]) => (await window.overt.profile(slot)).signals.length > 0 == wanted, [SLOT, wanted], WAIT);

const call = (page, name) => page.evaluate(name => window.upstream[name](), name);
const heard = page => page.evaluate(() => window.heard.splice(0));

/** The whole life of an upstream in one view. */
async function assertFollows(name) {
  const page = await open(name);
  await assertRefused(page, 'before upstream has answered');
  assert.deepEqual((await heard(page)).filter(([type]) => type == 'stop').map(([, { purpose }]) => purpose).sort(), ['ads', 'content']);
  await call(page, 'begin');
  await page.evaluate(() => window.overt.refresh());
  await assertRefused(page, 'while it has no answer of the visitor');
  await call(page, 'no');
  await assertRefused(page, 'after its no');
  await call(page, 'yes');
  await used(page, true);
  assert.deepEqual(await order(page), SITE_ORDER, 'nothing moves under the eyes of a reader');
  await says(page, 'Show my order');
  await badge(page).click();
  assert.equal((await order(page))[0], 'kim');
  await heard(page);
  await call(page, 'no');
  await used(page, false);
  await assertRefused(page, 'after it took its yes back');
  assert.deepEqual((await heard(page)).map(([type, detail]) => [type, detail.purpose ?? detail.stop]), [['stop', 'content'], ['change', ['content', 'ads']]], 'said at once');
  await call(page, 'yes');
  await used(page, true);
  await page.evaluate(() => window.overt.optOut());
  assert.equal((await answers(page)).text, at.stranger, 'its yes is no yes here');
  assert.equal((await page.evaluate(subject => window.overt.decide(subject), SUBJECT)).rule, 'optedOut');
  assertQuiet(page);
  return page;
}

for (const name of Object.keys(ADAPTERS).filter(name => !/^(segment|gpc)$/.test(name))) {
  test(`${name}: refused until upstream says yes, and at once when it takes it back`, async () => {
    const page = await assertFollows(name);
    await page.context().close();
  });
}

for (const name of Object.keys(ADAPTERS).filter(name => !/^(segment|gpc|own)$/.test(name))) {
  test(`${name}: no state of upstream but a clear yes is taken for one`, async () => {
    const page = await visitor();
    let states = [0];
    for (let state = 0; state < states.length; state++) {
      page.warnings.length = 0;
      await page.goto(`${at.server.origin}/${name}/states/?${state}`);
      await page.evaluate(() => window.overt.ready());
      states = await page.evaluate(name => window.states[name], name);
      if (states[state]) await used(page, true);
      else await assertRefused(page, `state ${state} of ${name}`);
    }
    assert.ok(states.filter(Boolean).length && states.length >= 6);
    assert.deepEqual(page.seen.violations, []);
    await page.context().close();
  });
}

test('an adapter whose file can\'t be had, or whose name nobody knows, refuses what it covers, and so does a loss of all of them', async () => {
  for (const lost of ['**/overt/adapters/tcf.js', '**/overt/adapters.js']) {
    const page = await visitor();
    await page.route(lost, route => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${at.server.origin}/tcf/states/?1`);
    await page.evaluate(() => window.overt.ready());
    await assertRefused(page, `without ${lost}`);
    await page.context().close();
  }
});

test('what is not answered and what can\'t be read is said in the console', async () => {
  const page = await visitor();
  await page.addInitScript(() => {
    const { setTimeout } = window;
    window.setTimeout = (act, ms, ...words) => setTimeout.call(window, act, ms === 10_000 ? 50 : ms, ...words);
  });
  for (const [state, said] of [[0, /adapter tcf has no answer yet, and content, ads is off/], [5, /adapter tcf has no answer that can be read/]]) {
    await page.goto(`${at.server.origin}/tcf/states/?${state}`);
    await page.waitForFunction(() => window.overt.ready);
    while (!page.warnings.some(text => said.test(text))) await page.waitForEvent('console', { timeout: 30_000 });
  }
  await page.context().close();
});

test('an adapter that is registered late stops what it covers from then on, and one that answers nonsense never lets anything through', async () => {
  const page = await open('segment');
  await used(page, true);
  await page.evaluate(() => window.overt.adapters.register({ name: 'late', map: { content: ['any'] }, read(say) { window.say = say; } }));
  await assertRefused(page, 'at once');
  for (const answer of ['() => {}', '"yes"', '{ any: true }', 'true', '() => "true"', '() => { throw Error(); }', '[]', 'null', '() => new Promise(() => {})']) {
    await page.evaluate(answer => {
      const given = { '() => {}': () => {}, '"yes"': 'yes', '{ any: true }': { any: true }, true: true, '() => "true"': () => 'true', '() => { throw Error(); }': () => { throw Error(); }, '[]': [], null: null, '() => new Promise(() => {})': () => new Promise(() => {}) };
      window.say(given[answer]);
    }, answer);
    await assertRefused(page, answer);
  }
  await page.evaluate(() => window.say(() => true));
  await used(page, true);
  await page.context().close();
});

test('a map that can\'t be meant covers everything', async () => {
  const maps = ['null', '{}', '"content=any"', '{ "content": "any" }', '{ "content": [] }', '{ "contents": ["any"] }', '{ "ads": ["any"], "contents": ["any"] }'];
  const page = await visitor();
  for (const map of maps) {
    await page.goto(`${at.server.origin}/segment/`);
    await used(page, true);
    await page.evaluate(map => window.overt.adapters.register({ name: 'odd', map: JSON.parse(map), read: say => say(() => true) }), map);
    await assertRefused(page, map);
  }
  await page.goto(`${at.server.origin}/segment/`);
  await page.evaluate(() => window.overt.adapters.register(null));
  await assertRefused(page, 'no adapter at all');
  await page.context().close();
});

test('a visitor who returns after upstream said yes has their list from the start', async () => {
  const page = await open('klaro');
  await call(page, 'begin');
  await call(page, 'yes');
  await used(page, true);
  await page.addInitScript(() => {
    let given;
    Object.defineProperty(window, 'upstream', { get: () => given, set(upstream) { given = upstream; upstream.begin(); } });
    // A machine that is busy may take longer than a page waits.
    const { setTimeout } = window;
    window.setTimeout = (act, ms, ...words) => setTimeout.call(window, act, ms === 120 || ms === 150 ? 20_000 : ms, ...words);
  });
  await page.goto(`${at.server.origin}/klaro/`);
  await page.evaluate(() => window.overt.ready());
  assert.equal((await order(page))[0], 'kim');
  assert.equal((await answers(page)).rule, 'allow');
  assert.deepEqual((await heard(page)).map(([type, { purpose }]) => [type, purpose]), [['stop', 'ads']], 'nothing changes later');
  await page.context().close();
});

test('the panel says the same as the page, and hears of it while it is open', async () => {
  const page = await open('klaro');
  await openPanel(page);
  assert.match(await words(page), /Off\. Your browser, or this site’s consent tool, has not said yes, and that holds here\./);
  assert.equal(await page.locator('overt-panel [data-overt-control=on]').count(), 0, 'no press here would change it');
  await call(page, 'begin');
  await call(page, 'yes');
  const says = wanted => page.waitForFunction(wanted => document.querySelector('overt-panel').shadowRoot.textContent.includes('has not said yes') == wanted, wanted, WAIT);
  await says(false);
  await call(page, 'no');
  await says(true);
  assertQuiet(page);
  await page.context().close();
});

test('google: what Overt has off is denied downstream, nothing is granted that the page had not granted', async () => {
  const page = await open('google', { record: null });
  await page.waitForFunction(() => window.upstream.holds().personalization_storage == 'denied');
  await call(page, 'begin');
  await call(page, 'yes');
  await page.waitForFunction(() => window.upstream.holds().personalization_storage == 'denied', null, WAIT);
  assert.deepEqual(await page.evaluate(() => window.upstream.holds()), {
    ad_storage: 'granted', ad_user_data: 'denied', ad_personalization: 'denied', analytics_storage: 'granted', functionality_storage: 'granted',
    personalization_storage: 'denied', security_storage: 'granted', wait_for_update: 500
  }, 'a new visitor has not said yes here');
  await page.evaluate(kept => localStorage.setItem('overt', kept), text(on()));
  await page.reload();
  await page.evaluate(() => window.overt.ready());
  await call(page, 'begin');
  await call(page, 'yes');
  await page.waitForFunction(() => window.upstream.holds().personalization_storage == 'granted', null, WAIT);
  assert.equal((await page.evaluate(() => window.upstream.holds())).ad_personalization, 'denied', 'advertising is off');
  await page.evaluate(() => window.overt.pause());
  assert.equal((await page.evaluate(() => window.upstream.holds())).personalization_storage, 'denied', 'paused here');
  await call(page, 'no');
  await call(page, 'yes');
  assert.equal((await page.evaluate(() => window.upstream.holds())).personalization_storage, 'denied', 'what the platform grants meanwhile is lowered again');
  assertQuiet(page);
  await page.context().close();
});

test('segment: every event says for what nothing may be used, and a change is told', async () => {
  const page = await open('segment');
  const sent = () => page.evaluate(() => window.sent.splice(0));
  const track = async (event, context) => {
    await page.evaluate(([event, context]) => window.analytics.track(event, {}, { context }), [event, context]);
    await page.waitForFunction(() => window.sent.length, null, WAIT);
    return sent();
  };
  await used(page, true);
  assert.deepEqual(await track('Viewed'), [{ event: 'Viewed', Personalization: true, Advertising: false }]);
  assert.deepEqual(await track('Viewed', { consent: { categoryPreferences: { Personalization: false, Other: true } } }), [{ event: 'Viewed', Personalization: false, Other: true, Advertising: false }]);
  await page.evaluate(() => window.overt.pause());
  await page.waitForFunction(() => window.sent.length, null, WAIT);
  assert.deepEqual(await sent(), [{ event: 'Segment Consent Preference Updated', Personalization: false, Advertising: false }]);
  assert.deepEqual(await track('Viewed'), [{ event: 'Viewed', Personalization: false, Advertising: false }]);
  assertQuiet(page);
  await page.context().close();
});

test('own: what is off is passed on to an adapter that asks for it', async () => {
  const page = await open('own');
  assert.deepEqual(await page.evaluate(() => window.stopped), ['content', 'ads']);
  await call(page, 'yes');
  await page.waitForFunction(() => window.stopped.join() == 'ads', null, WAIT);
  await page.context().close();
});

test('gpc: the line of the law is shown where the signal is on, by the browser or by its header, and what is shared is refused', async () => {
  const line = page => page.locator('[data-overt-signal]');
  const yesToAll = on();
  yesToAll.consents.push({ ...yesToAll.consents[0], about: 'ads' });
  const SHARED = { ...SUBJECT, purpose: 'ads' };
  const signals = {
    none: [() => {}, true],
    browser: [() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }), false],
    header: [() => document.addEventListener('readystatechange', () => document.head.append(Object.assign(document.createElement('meta'), { name: 'Sec-GPC', content: '1' })), { once: true }), false],
    'another header': [() => document.addEventListener('readystatechange', () => document.head.append(Object.assign(document.createElement('meta'), { name: 'sec-gpc', content: '0' })), { once: true }), true]
  };
  for (const [name, [signal, may]] of Object.entries(signals)) {
    const page = await visitor({ record: text(yesToAll) });
    await page.addInitScript(signal);
    await page.route('**/overt/overt.js', async route => {
      await page.waitForFunction(() => document.readyState != 'loading');
      await route.continue();
    });
    await page.goto(`${at.server.origin}/gpc/`);
    await page.evaluate(() => window.overt.ready());
    // Until the adapter has said what it knows, what it speaks of is refused.
    if (may) await page.waitForFunction(subject => window.overt.decide(subject).then(({ trace }) => trace.find(({ rule }) => rule == 'uaSignal')?.passes), SHARED, WAIT);
    const trace = await page.evaluate(subject => window.overt.decide(subject).then(({ trace }) => trace), SHARED);
    assert.equal(trace.find(({ rule }) => rule == 'uaSignal').passes, may, name);
    assert.equal((await answers(page)).used, true, `what stays here is none of its business: ${name}`);
    if (!may) await page.waitForFunction(() => !document.querySelector('[data-overt-signal]').hidden, null, WAIT);
    assert.equal(await line(page).isVisible(), !may, name);
    assert.equal(await line(page).textContent(), may ? '' : 'Opt-Out Request Honored', name);
    assertQuiet(page);
    await page.context().close();
  }
});
