// Every state in which a visitor can meet the panel, by name: what is stored, what is broken, what was pressed.
// The tests of reach walk through them, and `cargo xtask shots` takes their pictures.
import { badge, control, patient, visit } from './support.mjs';
import { DAY_MS, NOW, TOLD, learned, off, on, paused, putAway, sensitive, text } from './records.mjs';

const registry = (page, change) => page.route('**/overt.json', async route => {
  const json = await (await route.fetch()).json();
  change(json);
  await route.fulfill({ json });
});

/** A site that asks about subjects, one of which is nobody's business. */
const asksAboutSubjects = page => registry(page, json => json.signals.push({
  ...json.signals[0], id: TOLD.signal, label: 'Subjects you named', improves: 'Books about subjects you name come sooner', mode: 'provided', evidence: 'answer', strength: 600,
  values: [{ id: TOLD.value, label: TOLD.label, implies: [TOLD.category] }]
}));

const LONG = 'Rechtsschutzversicherungsgesellschaften und ihre Geschichte, in ausgewählten Beiträgen erzählt';

/** Changes what the storage does, before anything of the page runs. */
const storage = {
  blocked: () => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } }),
  full: () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith('overt')) throw new DOMException('', 'QuotaExceededError');
      set.call(this, key, value);
    };
  }
};

const gpc = () => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });

/** A consent platform of the site's own, which has not said yes. */
const platform = () => {
  window.overt = { q: [['adapters.register', { name: 'platform', map: { content: ['any'] }, read: say => say(() => false) }]] };
};

/** A press as a person makes it: the panel has been visible for long enough. */
export async function press(page, name, scope) {
  const button = scope ? page.locator(`overt-panel [data-overt-control="${name}"][data-overt-scope="${scope}"]`) : control(page, name);
  await page.waitForTimeout(400);
  await button.first().click();
  await page.mouse.move(1, 1);
  await page.waitForTimeout(100);
}

/** Opens a part of the panel, and brings its heading to the top. */
export async function openPart(page, part) {
  const fold = page.locator(`overt-panel details[data-overt-part="${part}"]`);
  if (!await fold.evaluate(details => details.open)) await fold.locator('> summary').click();
  await fold.evaluate(details => details.scrollIntoView({ block: 'start' }));
}

/** The parts that the panel has in the state it is in. */
export const parts = page => page.locator('overt-panel details[data-overt-part]').evaluateAll(all => all.map(details => details.dataset.overtPart));

const after = (record, ...names) => ({ record, then: async page => { for (const name of names) await press(page, name); } });

/** By name: `record` is stored; `before` prepares the page; `then` is done once the panel is open. */
export const SCENES = {
  'fresh': {},
  'nothing learned': { record: on({ likes: [] }) },
  'personal': { record: on() },
  'one reason': { record: on({ likes: [learned('viewed.shelf', 'adventure', 'Adventure', 5)] }) },
  'elsewhere': { record: on({ likes: [learned('viewed.author', 'nobody-here', 'Nobody Here', 4)] }) },
  'paused': { record: paused(DAY_MS) },
  'paused until I say': { record: paused(null) },
  'pause ended': { record: paused(DAY_MS, NOW - DAY_MS - 60_000) },
  'put away': { record: putAway() },
  'off': { record: off() },
  'off, nothing left': { record: off({ likes: [] }) },
  'lapsed': { record: on({ validUntil: NOW - DAY_MS }) },
  'browser says no': { before: page => page.addInitScript(gpc) },
  'a consent platform says no': { record: on(), before: page => page.addInitScript(platform) },
  'browser says no, for good': {
    before: async page => {
      await page.addInitScript(gpc);
      await registry(page, json => json.purposes.forEach(purpose => Object.assign(purpose, { transfers: 'sell' })));
    }
  },
  'undeclared': { before: page => registry(page, json => Object.assign(json, { purposes: [], slots: [] })) },
  'a sensitive reason': { record: sensitive(), before: asksAboutSubjects },
  'only a sensitive reason': { record: sensitive({ likes: [] }), before: asksAboutSubjects },
  'sensitive, without a yes to it': { record: sensitive({ names: [] }), before: asksAboutSubjects },
  'a sensitive reason, shown': { before: asksAboutSubjects, ...after(sensitive({ likes: [] }), 'show') },
  'after Turn on': after(null, 'on'),
  'after Leave it off': after(null, 'off'),
  'after Pause': after(on(), 'pause'),
  'after Start over': after(on(), 'reset'),
  'after Turn off': after(on(), 'off'),
  'after Turn on again': after(paused(DAY_MS), 'resume'),
  'after Undo': after(putAway(), 'undo'),
  'storage blocked': { before: page => page.addInitScript(storage.blocked) },
  'storage full': { before: page => page.addInitScript(storage.full), ...after(null, 'on') },
  'record unreadable': { stored: '{' },
  'erase asked': { stored: '{', ...after(undefined, 'ask') },
  'record newer': { stored: '{"schema":99}' },
  'registry missing': { before: page => page.route('**/overt.json', route => route.fulfill({ status: 404, body: '' })) },
  'registry invalid': { before: page => page.route('**/overt.json', route => route.fulfill({ body: '{"purposes":7}' })) },
  'a script tried': { then: page => page.evaluate(() => window.overt.optIn().catch(() => {})).then(() => openPart(page, 'history')) },
  'offline': { record: on(), then: page => page.context().setOffline(true).then(() => page.evaluate(() => dispatchEvent(new Event('offline')))) },
  'late': {
    hurried: true,
    record: on(),
    before: page => page.route('**/gate.wasm', async route => {
      await new Promise(done => setTimeout(done, 600));
      await route.continue();
    }),
    open: page => page.evaluate(() => window.overt.open('why:for-you'))
  },
  'long names': {
    record: on({ likes: [learned('viewed.shelf', 'adventure', LONG, 5), learned('viewed.shelf', 'humour', LONG, 3, 1), learned('viewed.author', 'twain-mark', LONG.replaceAll(' ', ''), 2)] }),
    before: page => registry(page, json => {
      for (const signal of json.signals) {
        signal.label = LONG;
        for (const value of signal.values ?? []) value.label = LONG;
      }
      for (const purpose of json.purposes) Object.assign(purpose, { label: LONG, does: `${LONG}. ${LONG}.`, why: LONG.repeat(3), youGet: LONG.replaceAll(' ', '') });
    })
  }
};

/** The parts that open, each a scene of its own, made of the state that has them all. */
export const PARTS_OF = 'personal';

/**
 * Opens the panel as a visitor in this state meets it.
 * @param {import('playwright-core').Browser} browser
 * @param {{shop: string}} at
 */
export async function enter(browser, at, name, { lang = 'en', dir = 'ltr', prepare = async () => {}, open = SCENES[name].open, ...options } = {}) {
  const scene = SCENES[name];
  const page = await visit(browser, { timezoneId: 'UTC', reducedMotion: 'reduce', ...options });
  await page.clock.setFixedTime(NOW);
  // After the clock, which brings timers of its own.
  if (!scene.hurried) await patient(page);
  if (lang != 'en' || dir != 'ltr') {
    await page.route('**/demo/bookshop/', async route => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('<html lang="en" dir="ltr">', `<html lang="${lang}" dir="${dir}">`) });
    });
  }
  const stored = scene.stored ?? (scene.record && text(scene.record));
  if (stored) {
    await page.addInitScript(stored => {
      if (!sessionStorage.getItem('visited')) localStorage.setItem('overt', stored);
      sessionStorage.setItem('visited', 'yes');
    }, stored);
  }
  await scene.before?.(page);
  await prepare(page);
  await page.goto(at.shop);
  await page.evaluate(() => window.overt.ready());
  if (open) await open(page);
  else {
    await badge(page).click();
  }
  await page.locator('overt-panel [data-overt-focus]').waitFor({ state: 'visible' });
  await scene.then?.(page);
  // Away from what was pressed last: what is measured is how it looks with no pointer over it.
  await page.mouse.move(1, 1);
  return page;
}
