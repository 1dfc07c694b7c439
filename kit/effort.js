// effortParity: off takes no more than on, wherever both can be chosen: presses, size, contrast, way and place.
// It does not see what a word means, nor a page on which it is not let loose.
import { gather } from './finding.js';
import { measured } from './measure.js';
import { record } from './reading.js';
import { come, newContext, openPanel, press, watch } from './visitor.js';

/** Narrow and wide, in pixels. */
const WIDTHS = [360, 1280];
/** Within this a difference is one of rounding. */
const PIXEL = 0.75;
const CONTRAST = 0.95;

/** Evaluated in the page: every control of a choice, and the way there. */
function effortInPage(look) {
  const panel = document.querySelector('overt-panel')?.shadowRoot;
  const hit = (element, { left, top, width, height }) => {
    let at = document.elementFromPoint(left + width / 2, top + height / 2);
    while (at?.shadowRoot) {
      const inside = at.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
      if (!inside || inside == at) break;
      at = inside;
    }
    return !!at && (at == element || element.contains(at) || at.contains(element) && at.getRootNode() == element.getRootNode() && !getComputedStyle(at).position.match(/fixed|absolute/)) ? null : at ? `${at.localName}${at.id ? `#${at.id}` : ''}${at.className ? `.${at.className}` : ''}` : 'nothing';
  };
  const measure = (element, start) => {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const now = look(element);
    const from = start?.getBoundingClientRect() ?? { left: -scrollX, top: -scrollY };
    const faded = Number(getComputedStyle(element).opacity);
    return {
      control: element.dataset.overtControl, scope: element.dataset.overtScope ?? 'all', text: element.textContent.trim().slice(0, 60), ...now, contrast: now.contrast * faded,
      seen: now.seen && now.width > 0 && now.height > 0, covered: now.width ? hit(element, now) : null, travel: Math.hypot(now.left + now.width / 2 - from.left, now.top + now.height / 2 - from.top)
    };
  };
  const controls = (root, start) => [...root?.querySelectorAll('[data-overt-control=off], [data-overt-control=on], [data-overt-control=resume]') ?? []]
    // What stands in a part that opens is another place.
    .filter(element => element.closest('details') == null)
    .map(element => measure(element, start));
  const open = panel && !document.querySelector('overt-panel').hidden;
  const entries = [...document.querySelectorAll('overt-slot, overt-why')].flatMap(({ shadowRoot }) => [...shadowRoot?.querySelectorAll('button') ?? []]).concat([...document.querySelectorAll('[data-overt-open], a[href^="#overt="]')]);
  return {
    panel: open ? controls(panel, panel.querySelector('[data-overt-focus]')) : [], page: open ? [] : controls(document, null),
    entries: open ? [] : entries.map(element => measure(element, null)).filter(({ seen, covered }) => seen && !covered).length
  };
}

const round = ({ width, height, fontSize, contrast, travel }) => ({ width: Math.round(width), height: Math.round(height), fontSize, contrast: Math.round(100 * contrast) / 100, travel: Math.round(travel) });

/** All in which off is less than on. */
function* weaker(off, on) {
  if (off.width < on.width - PIXEL || off.height < on.height - PIXEL || off.fontSize < on.fontSize - 0.5) yield ['offSmaller', 'Off is smaller than on'];
  if (off.contrast < CONTRAST * on.contrast) yield ['offFainter', 'Off stands out less than on'];
  if (off.travel > on.travel + PIXEL) yield ['offFarther', 'Off is farther than on, and comes later'];
}

async function compare(page, surface, controls, found, how) {
  const off = controls.filter(({ control, scope }) => control == 'off' && scope == 'all');
  for (const on of controls.filter(({ control, seen }) => control != 'off' && seen)) {
    const peer = off.find(({ seen, covered }) => seen && !covered) ?? off[0];
    const at = { where: `${surface}: ${on.text}` };
    if (!peer?.seen) await found.add(page, 'offHidden', 'There is an on without an off that can be seen.', { ...at, expected: 'off beside on', found: peer ? 'off is there, and not to be seen' : 'no off' }, how);
    else if (peer.covered) await found.add(page, 'offCovered', 'Something lies over off.', { ...at, expected: 'off can be pressed', found: `a press there reaches ${peer.covered}` }, how);
    else for (const [code, sentence] of weaker(peer, on)) await found.add(page, code, `${sentence}.`, { ...at, expected: { on: round(on) }, found: { off: round(peer) } }, how);
  }
}

/** How many presses a choice takes in the open panel; `null` where three are not enough. */
async function presses(page, control) {
  for (let count = 1; count <= 3; count++) {
    if (await press(page, control)) return count;
    if (!await page.locator(`overt-panel [data-overt-control="${control}"]`).first().isVisible()) return null;
  }
  return null;
}

/**
 * Off is chosen as easily as on, on the page and in the panel, for a visitor who is new and for one who is on.
 * @returns how many pairs were compared, and the presses
 */
export async function effortParity(page, { visit, widths = WIDTHS, ...options }) {
  const found = gather('effortParity', options);
  const context = await newContext(page, options.newContext);
  try {
    const tab = await context.newPage();
    const noted = await watch(tab);
    let compared = 0;
    const look = async (who, where) => {
      for (const width of widths) {
        await tab.setViewportSize({ width, height: 800 });
        const seen = await measured(tab, effortInPage);
        const controls = seen[where];
        compared += controls.filter(({ control }) => control != 'off').length;
        await compare(tab, `${where}, ${who}, ${width} px wide`, controls, found, `visit, ${where == 'panel' ? 'open the panel, ' : ''}in a window ${width} px wide`);
        if (where == 'page' && !seen.entries) await found.add(tab, 'noEntry', 'There is no way to the panel that can be pressed.', { where: `page, ${who}, ${width} px wide`, expected: 'a badge or a link', found: 'none' }, 'visit');
      }
    };
    await come(tab, visit, noted);
    await look('new', 'page');
    await openPanel(tab);
    await tab.waitForTimeout(options.watchMs ?? 300);
    await look('new', 'panel');
    const counted = { off: await presses(tab, 'off') };
    // The same panel, which now has the way back.
    counted.on = await presses(tab, 'on');
    await come(tab, visit, noted);
    await look('on', 'page');
    await openPanel(tab);
    await tab.waitForTimeout(options.watchMs ?? 300);
    const [off] = (await measured(tab, effortInPage)).panel.filter(({ control }) => control == 'off');
    if (await record(tab)) {
      if (!off?.seen) await found.add(tab, 'offHidden', 'It is on, and there is no off that can be seen.', { where: 'panel, on', expected: 'off', found: off ? 'off is there, and not to be seen' : 'no off' }, 'turn on in the panel, visit again, open the panel');
      else if (off.covered) await found.add(tab, 'offCovered', 'Something lies over off.', { where: 'panel, on', expected: 'off can be pressed', found: `a press there reaches ${off.covered}` }, 'turn on in the panel, visit again, open the panel');
      const needed = counted.off ?? Infinity;
      if (needed > (counted.on ?? Infinity)) await found.add(tab, 'offMorePresses', 'Off takes more presses than on.', { where: 'panel', expected: counted.on, found: counted.off ?? 'not within three' }, 'open the panel and press');
    }
    found.close();
    return { compared, presses: counted };
  } finally {
    await context.close();
  }
}
