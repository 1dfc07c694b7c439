// What can be measured of the panel as it stands: sizes, places, contrast and words, read from the browser and not from the styles.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { measured } from '../../kit/measure.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds; it is injected by the browser's own tools, so the page's policy stays as it is. */
export async function findings(page, within = 'html') {
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.context().newCDPSession(page).then(devtools => devtools.send('Runtime.evaluate', { expression: AXE }));
  const { violations } = await page.evaluate(within => window.axe.run(document.querySelector(within), { resultTypes: ['violations'] }), within);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

/** What is measured in the page; it is evaluated there, given what measures an element, and closes over nothing. */
function measureInPage(look) {
  const root = document.querySelector('overt-panel').shadowRoot;
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const name = element => element.dataset.overtControl ? `${element.dataset.overtControl} ${element.dataset.overtScope ?? ''}` : `${element.localName}.${element.className}`;
  const controls = [...root.querySelectorAll('button, select, summary, input, a[href]')].map(element => ({
    name: name(element), kind: element.className, control: element.dataset.overtControl, scope: element.dataset.overtScope, text: element.textContent.trim(), disabled: !!element.disabled,
    inline: getComputedStyle(element).display == 'inline', ...look(element)
  }));
  // Only text that stands somewhere: what a closed part holds is not drawn.
  const texts = [...root.querySelectorAll('.sheet *')].flatMap(element => {
    const own = [...element.childNodes].filter(node => node.nodeType == 3 && node.data.trim());
    if (!own.length || !seen(element) || element.closest('option, select')) return [];
    const range = document.createRange();
    range.selectNodeContents(element);
    const rects = own.flatMap(node => {
      range.selectNode(node);
      return [...range.getClientRects()];
    }).filter(rect => rect.width);
    if (!rects.length) return [];
    const frame = element.closest('button, summary, .page, .header').getBoundingClientRect();
    const style = getComputedStyle(element);
    const { contrast, fontSize } = look(element);
    return {
      name: name(element), text: element.textContent.trim().slice(0, 60), contrast, fontSize, disabled: !!element.disabled,
      beyond: Math.max(0, ...rects.flatMap(rect => [frame.left - rect.left, rect.right - frame.right])),
      cut: style.textOverflow == 'ellipsis' || style.overflowX != 'visible' && element.scrollWidth > element.clientWidth
    };
  });
  const sheet = root.querySelector('.page');
  return { controls, texts, sideways: sheet.scrollWidth - sheet.clientWidth };
}

/** Every control and every text of the panel, with its size, its place and its contrast. */
export const measure = page => measured(page, measureInPage);

/** Nothing has to be scrolled sideways, and no words are cut off. */
export function assertWhole({ texts, sideways }, where) {
  assert.ok(sideways <= 0, `${where}: ${sideways} px to scroll sideways`);
  assert.deepEqual(texts.filter(({ beyond, cut }) => beyond > 1 || cut).map(({ text, beyond }) => `${text}: ${Math.round(beyond)} px beyond`), [], `${where}: words cut off`);
}

/** The controls that a pointer cannot get at, even after scrolling to them; measured by what is there to be hit. */
export const unreachable = page => page.evaluate(() => {
  const root = document.querySelector('overt-panel').shadowRoot;
  const wrong = [];
  for (const element of root.querySelectorAll('button, select, summary, input, a[href]')) {
    if (!element.checkVisibility()) continue;
    element.scrollIntoView({ block: 'nearest' });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const inside = left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
    const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const disabled = element.disabled;
    if (!inside || !disabled && hit != element && !element.contains(hit)) wrong.push(`${element.dataset.overtControl ?? element.className} ${element.textContent.slice(0, 30)} at ${[left, top, right, bottom].map(Math.round)}, hit ${hit?.className}`);
  }
  return wrong;
});

/** Another size of window, as zooming in makes it: the same pixels, fewer of the page's. */
export async function zoomed(page, width, height, deviceScaleFactor) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false });
  return () => devtools.detach();
}
