// A small site for the adapters: a page for each upstream, with its real scripts bundled into a file of their own, under the policy of the other tests.
import { build } from 'esbuild';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

const purpose = (id, more) => ({
  id, label: id, dpv: ['dpv:ProvidePersonalisedRecommendations'], legalBasis: 'consent', kind: 'content', does: 'Puts the list in an order that fits what you opened here.',
  why: 'So that what you might like comes first.', youGet: 'Less scrolling.', transfers: 'none', recipients: [], retentionDays: 180, validDays: 180, ...more
});

const REGISTRY = {
  version: 3,
  controller: { id: 'shop', name: 'Shop', address: 'Street 1, Town', email: 'shop@example.org', url: 'https://example.org/' },
  notice: { url: '/', version: '2026-11', lang: 'en' },
  purposes: [purpose('content'), purpose('ads', { kind: 'ads', dpv: ['dpv:PersonalisedAdvertising'], transfers: 'share', recipients: ['network'] })],
  signals: [{
    id: 'viewed.shelf', label: 'Shelves you opened', pd: 'pd:Interest', improves: 'Books from shelves you open come sooner', mode: 'observed', place: 'thisSite', evidence: 'view',
    valueType: 'topic', matches: 'shelf', strength: 200, minConfidence: 150, halfLifeDays: 30, retentionDays: 180, purposes: ['content', 'ads']
  }],
  segments: [],
  slots: [{ id: 'for-you', label: 'For you', purpose: 'content', kind: 'order', fallback: '#for-you', minItems: 4 }],
  recipients: [{ id: 'network', name: 'Network', address: 'Street 2, Town', email: 'network@example.org', url: 'https://example.net/' }],
  contact: [{ channel: 'email', address: 'privacy@example.org', language: 'en', human: true, replyDays: 2, hours: 'Monday to Friday, 9:00 to 17:00 in Berlin' }],
  jurisdiction: ['DE'],
  defaults: { maxIntrusiveness: 'transaction', gpcFirstParty: 'defaultOff' }
};

/** The list as the server sends it: those that the visitor of the tests likes stand last. */
export const SITE_ORDER = ['emma', 'walden', 'iliad', 'faust', 'jeeves', 'kim'];
const SHELVES = { emma: 'letters', walden: 'essays', iliad: 'poetry', faust: 'plays', jeeves: 'humour', kim: 'adventure' };

const page = (scripts, adapters) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A list</title>
${scripts.map(script => `<script src="/${script}"></script>`).join('\n')}
<script async src="/overt/overt.js" data-config="/overt.json"${adapters ? ` data-adapters="${adapters}"` : ''}></script>
</head>
<body>
<main>
<h1>For you</h1>
<p data-overt-signal hidden></p>
<overt-slot name="for-you">
${SITE_ORDER.map(id => `<article data-overt-item="${id}" data-overt-features="shelf:${SHELVES[id]}"><h2>${id}</h2></article>`).join('\n')}
</overt-slot>
</main>
</body>
</html>
`;

/**
 * Writes the site, and says how to remove it. At `/` the page has no upstream, at `/NAME/` it has the upstream of that name, at `/NAME/states/` the strange ones.
 * @param {Record<string, string>} adapters what the page of each upstream writes into `data-adapters`
 */
export async function writeSite(adapters) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'overt-adapters-'));
  await cp(path.join(process.env.OVERT_SITE, 'overt'), path.join(folder, 'overt'), { recursive: true });
  await writeFile(path.join(folder, 'overt.json'), JSON.stringify(REGISTRY));
  await writeFile(path.join(folder, 'index.html'), page([], ''));
  await cp(path.join(here, 'states.js'), path.join(folder, 'states.js'));
  const bundled = Object.keys(adapters).filter(name => name != 'gpc');
  await build({
    entryPoints: bundled.map(name => path.join(here, 'upstreams', `${name}.js`)), outdir: path.join(folder, 'upstreams'), bundle: true, format: 'iife', platform: 'browser',
    target: 'es2022', define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' }, minify: true, logLevel: 'error'
  });
  for (const [name, text] of Object.entries(adapters)) {
    const scripts = bundled.includes(name) ? [`upstreams/${name}.js`] : [];
    for (const [at, own] of [[name, scripts], [`${name}/states`, ['states.js']]]) {
      await mkdir(path.join(folder, at), { recursive: true });
      await writeFile(path.join(folder, at, 'index.html'), page(own, text));
    }
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
