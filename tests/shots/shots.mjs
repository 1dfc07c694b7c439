// Pictures of every screen and state, light and dark, narrow and wide, left to right and right to left, and one contact sheet of them.
// Started by `cargo xtask shots`, which says where the site is and where the pictures go.
import fs from 'node:fs';
import path from 'node:path';
import { EVERYTHING, FRIENDLY, dressed } from '../embed/themes.mjs';
import { PARTS_OF, SCENES, enter, openPart, parts } from '../embed/scenes.mjs';
import { launch, serve } from '../embed/support.mjs';

const out = process.env.OVERT_SHOTS;
/** Only the scenes whose names hold one of these words. */
const wanted = process.argv.slice(2);
const NARROW = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 800 };
/** How many screens of a part that is long. */
const SCREENS = 3;
const AT_ONCE = 2;
const ROWS_A_SHEET = 4;

const shots = [];
const file = (...words) => words.join(' ').toLowerCase().replace(/[^a-z0-9]+/g, '-') + '.png';

async function shoot(page, scene, variant) {
  // Away from what was opened last, which would show how it looks under a pointer.
  await page.mouse.move(1, 1);
  const name = file(scene, variant);
  await page.screenshot({ path: path.join(out, name), animations: 'disabled' });
  shots.push({ scene, variant, name });
}

/** The same page, in both schemes and both widths. */
async function inEveryLight(page, scene, dir, place = async () => {}) {
  for (const viewport of [NARROW, WIDE]) {
    await page.setViewportSize(viewport);
    await place();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await shoot(page, scene, `${viewport.width} ${colorScheme} ${dir}`);
    }
  }
}

const scrollTo = (page, top) => page.locator('overt-panel').evaluate((panel, top) => {
  const sheet = panel.shadowRoot.querySelector('.page');
  sheet.scrollTop = top;
  return { top: sheet.scrollTop, seen: sheet.clientHeight, whole: sheet.scrollHeight };
}, top);

/** Every part by itself, screen by screen. */
async function shootParts(page, dir) {
  for (const part of await parts(page)) {
    await openPart(page, part);
    for (let screen = 0, last = -1; screen < SCREENS; screen++) {
      const place = async () => {
        await openPart(page, part);
        const { top, seen } = await scrollTo(page, await page.locator('overt-panel .page').evaluate(sheet => sheet.scrollTop));
        return scrollTo(page, top + screen * (seen - 40));
      };
      await page.setViewportSize(NARROW);
      const { top } = await place();
      if (top == last) break;
      last = top;
      await inEveryLight(page, screen ? `part ${part}, screen ${screen + 1}` : `part ${part}`, dir, place);
    }
    await page.locator(`overt-panel details[data-overt-part="${part}"] > summary`).click();
  }
}

const others = {
  'friendly theme': { scene: 'personal', prepare: dressed(FRIENDLY) },
  'hostile theme': { scene: 'personal', prepare: dressed(EVERYTHING) },
  'forced colours': { scene: 'personal', media: { forcedColors: 'active' } },
  'forced colours, off': { scene: 'off', media: { forcedColors: 'active' } },
  '320 wide': { scene: 'personal', viewport: { width: 320, height: 568 } },
  '320 wide, fresh': { scene: 'fresh', viewport: { width: 320, height: 568 } },
  'at 400 percent': { scene: 'personal', viewport: { width: 320, height: 200 } }
};

async function scene(browser, at, name, { dir, lang }) {
  const { scene = name, prepare, media, viewport } = others[name] ?? {};
  const page = await enter(browser, at, scene, { dir, lang, prepare, viewport: viewport ?? NARROW });
  try {
    if (media) await page.emulateMedia(media);
    if (viewport) await shoot(page, name, `${viewport.width} light ${dir}`);
    else await inEveryLight(page, name, dir);
    if (name == PARTS_OF) await shootParts(page, dir);
  } finally {
    await page.context().close();
  }
}

/** Runs what there is to do, some of it at once. */
async function all(jobs) {
  const failed = [];
  const next = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await job().catch(error => failed.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return failed;
}

/** Draws the contact sheet: one row for each scene, small, with names. */
async function contactSheet(browser) {
  const page = await browser.newPage({ viewport: { width: 1860, height: 1000 } });
  const small = async ({ name }) => {
    const png = fs.readFileSync(path.join(out, name)).toString('base64');
    return page.evaluate(async png => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
      const width = image.width > 400 ? 280 : 158;
      const canvas = Object.assign(document.createElement('canvas'), { width: 2 * width, height: Math.round(2 * width * image.height / image.width) });
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return { width, data: canvas.toDataURL('image/webp', 0.85) };
    }, png);
  };
  const order = [...new Set([...Object.keys(SCENES), ...Object.keys(others), ...shots.map(({ scene }) => scene)])];
  const rows = [];
  for (const scene of order) {
    const own = shots.filter(shot => shot.scene == scene).sort((one, other) => one.variant < other.variant ? -1 : 1).sort((one, other) => parseInt(one.variant) - parseInt(other.variant));
    if (!own.length) continue;
    const figures = [];
    for (const shot of own) {
      const { width, data } = await small(shot);
      figures.push(`<figure><a href="${shot.name}"><img width="${width}" src="${data}" alt="${scene}, ${shot.variant}"></a><figcaption>${shot.variant}</figcaption></figure>`);
    }
    rows.push(`<section><h2>${scene}</h2><div>${figures.join('')}</div></section>`);
  }
  const document = rows => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every screen of the panel</title><style>
body{margin:16px;background:#ddd;color:#111;font:13px system-ui}h2{font-size:15px;margin:12px 0 4px}div{display:flex;flex-wrap:wrap;gap:6px;align-items:start}
figure{margin:0}img{display:block;border:1px solid #888}figcaption{font-size:10px}</style>${rows.join('\n')}</html>`;
  fs.writeFileSync(path.join(out, 'index.html'), document(rows));
  for (let first = 0, sheet = 1; first < rows.length; first += ROWS_A_SHEET, sheet++) {
    await page.setContent(document(rows.slice(first, first + ROWS_A_SHEET)));
    await page.screenshot({ path: path.join(out, `sheet-${String(sheet).padStart(2, '0')}.png`), fullPage: true });
  }
}

const at = await serve();
const browser = await launch();
try {
  fs.mkdirSync(out, { recursive: true });
  const arabic = fs.existsSync(path.join(process.env.OVERT_SITE, 'overt/ar.json')) ? 'ar' : 'en';
  const names = [...Object.keys(SCENES), ...Object.keys(others)].filter(name => !wanted.length || wanted.some(word => name.includes(word)));
  const directions = [{ dir: 'ltr', lang: 'en' }, { dir: 'rtl', lang: arabic }];
  const jobs = names.flatMap(name => directions.map(direction => () => scene(browser, at, name, direction).catch(error => {
    throw Error(`${name}, ${direction.dir}: ${error.message}`);
  })));
  const failed = await all(jobs);
  await contactSheet(browser);
  console.log(`${shots.length} pictures and their contact sheet: ${path.join(out, 'index.html')}`);
  for (const error of failed) console.error(`error: ${error.message}`);
  process.exitCode = failed.length ? 1 : 0;
} finally {
  await browser.close();
  at.close();
}
