// What a host page's theme can do and cannot do: it recolours everything, and hides nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.mjs';
import { enter, press } from './scenes.mjs';
import { atTheBookshop, control, stored } from './support.mjs';
import { EVERYTHING, FRIENDLY, HOSTILE, dressed } from './themes.mjs';

const at = atTheBookshop();

const themed = (css, options) => enter(at.browser, at, 'personal', { viewport: { width: 360, height: 640 }, prepare: dressed(css), ...options });
const verbs = async page => (await measure(page)).controls.filter(({ kind }) => kind == 'verb');

/** Off as somebody meets it who looks and presses: pixels are compared, because a theme can hide words in more ways than have names. */
async function assertOffStands(page, plain, what) {
  const off = page.locator('overt-panel .verb[data-overt-control=off]');
  const sizes = await verbs(page);
  assert.deepEqual(sizes.map(({ control }) => control), ['pause', 'reset', 'off'], `${what}: all verbs are there`);
  for (const verb of sizes) {
    assert.ok(verb.seen, `${what}: ${verb.control} is seen`);
    assert.ok(verb.contrast >= 4.5, `${what}: contrast of ${verb.control} is ${verb.contrast}`);
    assert.ok(verb.fontSize >= 16, `${what}: letters of ${verb.fontSize} px`);
    assert.ok(verb.height >= 44 && verb.width >= 100, `${what}: ${verb.width} × ${verb.height}`);
    assert.equal(verb.fontSize, sizes[0].fontSize, `${what}: letters of one size`);
    assert.equal(verb.width, sizes[0].width, `${what}: verbs of one width`);
    assert.ok(Math.abs(verb.contrast - sizes[0].contrast) < 0.01, `${what}: verbs of one contrast`);
    assert.ok(verb.left >= 0 && verb.left + verb.width <= 360 && verb.top >= 0 && verb.top + verb.height <= 640, `${what}: ${verb.control} is on the screen`);
  }
  const ink = await inkOf(page, off);
  assert.ok(ink > plain / 3, `${what}: of the words "Turn off", ${Math.round(100 * ink / plain)} % of the pixels are left`);
}

async function assertOffCanBePressed(page, what) {
  const off = page.locator('overt-panel .verb[data-overt-control=off]');
  await page.waitForTimeout(400);
  await off.click({ timeout: 2000 });
  await page.waitForFunction(() => JSON.parse(localStorage.getItem('overt')).history.at(-1).deed == 'off', null, { timeout: 2000 }).catch(() => assert.fail(`${what}: a press on Off did nothing`));
}

/** How many pixels of a control stand out by 3 : 1 or more from the one in its middle row that most are like. */
async function inkOf(page, locator) {
  const png = (await locator.screenshot()).toString('base64');
  return page.evaluate(async png => {
    const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    // Without the edge, which is no word.
    const { data } = context.getImageData(6, 6, image.width - 12, image.height - 12);
    const light = [];
    for (let place = 0; place < data.length; place += 4) {
      const [r, g, b] = [0, 1, 2].map(part => data[place + part] / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      light.push(0.2126 * r + 0.7152 * g + 0.0722 * b);
    }
    const ground = light.toSorted((one, other) => one - other)[light.length >> 1];
    return light.filter(l => (Math.max(l, ground) + 0.05) / (Math.min(l, ground) + 0.05) >= 3).length;
  }, png);
}

let plain = null;
const inkOfPlain = async () => plain ??= await (async () => {
  const page = await themed('');
  const ink = await inkOf(page, control(page, 'off').first());
  await page.context().close();
  return ink;
})();

for (const [what, css] of [...Object.entries(HOSTILE), ['all of it at once', EVERYTHING]]) {
  test(`a theme that makes everything ${what} leaves Off seen, as large as the others, readable and to be pressed`, async () => {
    const page = await themed(css);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await assertOffStands(page, await inkOfPlain(), `${what}, ${colorScheme}`);
    }
    await assertOffCanBePressed(page, what);
    await page.context().close();
  });
}

test('of all properties that this browser knows, none moves Off, shrinks it or covers it, whatever its value', async () => {
  const page = await themed('');
  const { tried, moved } = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const root = document.querySelector('overt-panel').shadowRoot;
    const off = root.querySelector('.verb[data-overt-control=off]');
    const text = document.createRange();
    text.selectNodeContents(off);
    const box = () => {
      const { left, top, width, height } = off.getBoundingClientRect();
      return [left, top, width, height].map(Math.round);
    };
    const before = box();
    // How many of its letters stand in it, where a press would meet it.
    const stands = () => {
      const [left, top, width, height] = box();
      const words = text.getBoundingClientRect();
      const hit = root.elementFromPoint(left + width / 2, top + height / 2) == off;
      return hit && words.width > 40 && words.height > 12 && words.left >= left && words.right <= left + width && words.top >= top - 1 && words.bottom <= top + height + 1;
    };
    const VALUES = ['none', 'hidden', '0', '-9999px', '9999px', '1px', '50%', '0.01', '99', '-1', 'collapse', 'vertical-rl', 'all', 'both', 'contents', 'inline', 'url(#x)', 'rotate(90deg)', 'left', 'end', 'fixed', 'absolute', 'strict', 'size', 'auto', 'inset(50%)', 'matrix(0,0,0,0,0,0)', 'inert', 'circle', 'clip', 'scroll', 'column', 'nowrap', 'pre', 'small-caps', '5px 5px'];
    const SHORTHANDS = ['font', 'offset', 'inset', 'margin', 'padding', 'outline', 'columns', 'flex', 'grid', 'gap', 'border', 'mask', 'place-self', '-webkit-line-clamp', '-webkit-box-reflect'];
    // These may change the look of the words, and `direction` the side.
    const FREE = new Set(['direction', 'text-transform']);
    let tried = 0;
    const moved = [];
    for (const property of [...getComputedStyle(off), ...SHORTHANDS].filter(name => !name.startsWith('--') && !FREE.has(name))) {
      for (const value of VALUES.filter(value => CSS.supports(property, value))) {
        tried++;
        sheet.replaceSync(`overt-panel, overt-panel::part(panel), overt-panel::part(button) { ${property}: ${value} !important }`);
        if (!stands() || box().some((side, place) => Math.abs(side - before[place]) > 1)) moved.push(`${property}: ${value}: ${box()} instead of ${before}`);
      }
    }
    return { tried, moved };
  });
  assert.ok(tried > 500, `${tried} declarations were tried`);
  assert.deepEqual(moved, []);
  await page.context().close();
});

test('a page whose own letters are one pixel high, and hidden, leaves Off as it is', async () => {
  const page = await themed('html { font-size: 1px !important; visibility: hidden !important; line-height: 0 !important; letter-spacing: -1em !important; word-spacing: -9em; text-indent: -99em; }', {
    open: page => page.evaluate(() => window.overt.open('why:for-you'))
  });
  await assertOffStands(page, await inkOfPlain(), 'the page');
  await assertOffCanBePressed(page, 'the page');
  await page.context().close();
});

test('a friendly theme has its way: colours by the properties, corners by the parts, and everything stays readable', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await themed(FRIENDLY, { colorScheme });
    const look = await control(page, 'off').first().evaluate(button => {
      const style = getComputedStyle(button);
      return { background: style.backgroundColor, color: style.color, corner: style.borderTopLeftRadius, font: style.fontFamily };
    });
    const expected = colorScheme == 'light' ? ['rgb(238, 244, 241)', 'rgb(16, 35, 28)'] : ['rgb(14, 27, 22)', 'rgb(228, 241, 235)'];
    assert.deepEqual([look.background, look.color, look.corner], [...expected, '999px']);
    assert.match(look.font, /DejaVu Sans/);
    const faint = (await measure(page)).texts.filter(({ contrast }) => contrast < 4.5);
    assert.deepEqual(faint, []);
    await page.context().close();
  }
});

test('what stands after a press under a hostile theme can be read too', async () => {
  const page = await themed(EVERYTHING);
  await press(page, 'off', 'all');
  assert.match(await stored(page), /"onlyAllowed":\[\]/);
  const { texts } = await measure(page);
  assert.ok(texts.length > 5);
  assert.deepEqual(texts.filter(({ contrast, fontSize }) => contrast < 4.5 || fontSize < 13).map(({ text, contrast }) => `${text}: ${contrast}`), []);
  await page.context().close();
});
