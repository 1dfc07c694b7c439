// A visitor and their moves: they come, say yes or no by a press in the panel, pause, and leave things to be learned.
// It judges nothing.
import { record } from './reading.js';

/** For so long nothing may happen in a page before it counts as settled, and for so long at the most one waits, in milliseconds. */
const SETTLED_MS = 250;
const PATIENCE_MS = 15_000;
/** The browser dates a request by another clock than the page dates an event; they are never so far apart, in milliseconds. */
const CLOCKS_MS = 50;

/** A page whose requests are noted from now on, and what it is sent by Overt. */
export async function watch(page) {
  const sent = [];
  const open = new Set();
  page.on('request', request => {
    open.add(request);
    sent.push({ method: request.method(), url: request.url(), body: request.postData() ?? '', began: () => request.timing().startTime });
  });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, request => open.delete(request));
  page.on('websocket', socket => socket.on('framesent', ({ payload }) => {
    const now = Date.now();
    sent.push({ method: 'SOCKET', url: socket.url(), body: String(payload), began: () => now });
  }));
  await page.addInitScript(() => {
    const heard = [];
    Object.defineProperty(window, 'overtTestHeard', { value: heard });
    // Before any script of the page can listen, and so before one can keep it from being heard.
    for (const type of ['stop', 'change', 'effect', 'ready']) window.addEventListener(`overt:${type}`, ({ detail }) => heard.push({ type, detail, at: performance.timeOrigin + performance.now() }), true);
  });
  return { sent, open };
}

/** What Overt has said since the page was loaded, or since it was asked to forget. */
export const heard = page => page.evaluate(() => window.overtTestHeard ?? []);
export const forgetHeard = page => page.evaluate(() => { window.overtTestHeard.length = 0; });

/** What was sent since Overt last said on this page that something changed; what was on its way before that is past. */
export async function sentSinceChange(page, { sent }, from) {
  const moment = (await heard(page)).find(({ type }) => type == 'change')?.at ?? 0;
  // Where the browser does not say when, it counts: it was noted after the visitor had begun to act.
  return sent.slice(from).filter(({ began }) => began() <= 0 || began() >= moment - CLOCKS_MS);
}

/** Waits until nothing is changed and nothing fetched for a while; a page that is never still is looked at all the same. */
export async function settle(page, { open } = { open: new Set() }) {
  const until = Date.now() + PATIENCE_MS;
  do {
    await page.evaluate(ms => new Promise(done => {
      let timer;
      const still = () => {
        observer.disconnect();
        done();
      };
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(still, ms);
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      timer = setTimeout(still, ms);
      setTimeout(still, 8 * ms);
    }), SETTLED_MS);
  } while (open.size && Date.now() < until);
}

/** Comes to the page, and waits until Overt has answered and the page is still. */
export async function come(page, visit, noted) {
  await visit(page);
  await page.waitForFunction(() => window.overt && 'ready' in window.overt, null, { timeout: PATIENCE_MS });
  await page.evaluate(() => window.overt.ready());
  await settle(page, noted);
}

const deeds = async (page, deed) => ((await record(page))?.history ?? []).filter(entry => entry.deed == deed).map(({ id }) => id);

/** Opens the panel, and brings what can be pressed in it. */
export async function openPanel(page, target = 'overview') {
  await page.evaluate(target => window.overt.open(target), target);
  await page.locator('overt-panel [data-overt-focus]').first().waitFor({ state: 'visible', timeout: PATIENCE_MS });
}

/** Evaluated in the page: whether a press on an element would reach it, and not what lies over it. */
function reachable(element) {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const at = document.elementFromPoint(x, y)?.shadowRoot?.elementFromPoint(x, y);
  return !!at && (element.contains(at) || at.contains(element));
}

/** A press as a person makes it, in the panel that is open; whether it did what it says. */
export async function press(page, control, deed = control) {
  const button = page.locator(`overt-panel [data-overt-control="${control}"]`).first();
  const before = await deeds(page, deed);
  const refused = (await deeds(page, 'blocked')).length;
  const changes = (await heard(page)).filter(({ type }) => type == 'change').length;
  for (let attempt = 0; attempt < 4; attempt++) {
    // Overt takes a press on what had been visible for a moment only.
    await page.waitForTimeout(400 * (attempt + 1));
    if (!await button.isVisible() || !await button.evaluate(reachable)) return false;
    if (!await button.click({ timeout: PATIENCE_MS }).then(() => true, () => false)) return false;
    const until = Date.now() + PATIENCE_MS;
    do {
      if ((await deeds(page, deed)).some(id => !before.includes(id))) {
        // The page follows what was stored; where it never does, the check says so.
        await page.waitForFunction(count => window.overtTestHeard.filter(({ type }) => type == 'change').length > count, changes, { timeout: PATIENCE_MS }).catch(() => {});
        return true;
      }
      await page.waitForTimeout(50);
    } while (Date.now() < until && (await deeds(page, 'blocked')).length == refused);
  }
  return false;
}

export async function closePanel(page) {
  await page.keyboard.press('Escape');
  await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
}

/** Whether the browser keeps anything for the page; where it does not, there is no yes that could be kept, nor a no. */
export const keepsNothing = page => page.evaluate(() => {
  try {
    return !localStorage;
  } catch {
    return true;
  }
});

/** Says yes, as only a person can; `false` where the browser keeps nothing. A check that can't say yes has nothing to compare with, and does not pass. */
export async function sayYes(page) {
  if (await keepsNothing(page)) return false;
  await openPanel(page);
  const done = await press(page, 'on');
  await closePanel(page);
  if (!done) throw new Error('Turn on could not be pressed in the panel: the visitor of this check must be one who can still say yes.');
  return true;
}

/** Says no by a press; where the site has put that out of reach, by the method that every site has. */
export async function sayNo(page) {
  await openPanel(page);
  const byHand = await press(page, 'off');
  await closePanel(page);
  if (!byHand) await page.evaluate(() => window.overt.optOut().catch(() => {}));
  return byHand ? 'press' : 'method';
}

/** A context of its own, as a stranger has it. */
export const newContext = (page, given, options = {}) => given ? given(options) : page.context().browser().newContext(options);

/** Evaluated in the page: lets every list be learned for, by what stands at its end. */
async function learnInPage() {
  const config = await (await fetch(document.querySelector('script[data-config]').dataset.config)).json();
  const learned = [];
  for (const list of document.querySelectorAll('overt-slot')) {
    const slot = config.slots.find(({ id }) => id == list.name);
    const signals = config.signals.filter(({ purposes, matches }) => matches && purposes.includes(slot?.purpose));
    const wanted = [...list.children].reverse().flatMap(item => (item.dataset.overtFeatures ?? '').split(/\s+/).map(feature => feature.split('=')[0]));
    for (const feature of wanted) {
      const signal = signals.find(({ matches }) => feature.startsWith(`${matches}:`));
      const value = feature.slice(feature.indexOf(':') + 1);
      const label = signal?.values?.find(({ id }) => id == value)?.label ?? value;
      if (!signal || !(await window.overt.observe(signal.id, value, label)).learned) continue;
      for (let again = 0; again < 3; again++) await window.overt.observe(signal.id, value, label);
      learned.push({ slot: list.name, signal: signal.id, value, label });
      break;
    }
  }
  await window.overt.refresh();
  return learned;
}

/** Lets something be learned that moves each list, as if the visitor had opened what stands at its end. */
export const learnSomething = page => page.evaluate(learnInPage);

/** A list whose answer came late waits for a press; word from another tab puts it in order as well. */
export const catchUp = page => page.evaluate(() => {
  window.dispatchEvent(new StorageEvent('storage', { key: 'overt' }));
});
