// The README of the package is what a stranger has: its blocks are run and written as they stand, and the page that comes of them is visited.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../embed/support.mjs';
import { ARCHIVE, emptyFolder, sample, succeed, UNPACKED, visitTeaShop } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const README = fs.readFileSync(path.join(UNPACKED, 'README.md'), 'utf8');

/** The fenced blocks below a heading, each with its language and the file that the line before it names. */
function blocks(heading) {
  const section = README.split(/^## /m).find(section => section.startsWith(`${heading}\n`)) ?? assert.fail(`no heading "${heading}"`);
  const found = [...section.matchAll(/(?:^(.*)\n\n)?^```(\w+)\n([^]*?)^```$/gm)];
  return found.map(([, before = '', language, text]) => ({ language, text, file: /`(\w+\.\w+)`/.exec(before)?.[1] }));
}

const [copy, config, page, ...more] = blocks('A blank page');

test('from the archive to a slot that works takes three commands, one config of at most 25 lines and one page with one script tag', async () => {
  assert.deepEqual([copy.language, config.file, page.file, more.length], ['sh', 'overt.json', 'index.html', 0]);
  const lines = config.text.trimEnd().split('\n');
  assert.ok(lines.length <= 25 && lines.every(line => line.length <= 120), `${lines.length} lines`);
  assert.equal(page.text.match(/<script/g).length, 1);

  const folder = emptyFolder();
  fs.copyFileSync(ARCHIVE, path.join(folder, path.basename(ARCHIVE)));
  await succeed(folder, 'sh', '-ec', copy.text);
  for (const { file, text } of [config, page]) fs.writeFileSync(path.join(folder, file), text);
  assert.match(await succeed(folder, process.env.OVERT_COMMAND, 'lint', 'overt.json'), /nothing to mend/);
  assert.deepEqual(fs.readdirSync(folder).sort(), [path.basename(ARCHIVE), 'index.html', 'overt', 'overt.json'].sort());
  await visitTeaShop(browser, folder);
});

test('what the README says of bundlers is what the samples do', () => {
  const [install, script, ...more] = blocks('With a bundler');
  assert.deepEqual([install.text, more.length], [`npm install ./${path.basename(ARCHIVE)}\n`, 0]);
  const builds = [...README.matchAll(/^\| (\w+) \| `(overt-files copy [^`]+)` \|$/gm)].map(([, bundler, build]) => [bundler.toLowerCase(), build]);
  assert.deepEqual(builds.map(([bundler]) => bundler), ['vite', 'webpack', 'esbuild', 'rollup']);
  for (const [bundler, build] of builds) {
    const read = file => fs.readFileSync(sample(bundler, file), 'utf8');
    assert.equal(JSON.parse(read('package.json')).scripts.build, build, bundler);
    assert.equal(read('public/overt.json'), config.text, bundler);
    if (bundler != 'vite') assert.equal(read('main.js'), script.text, bundler);
  }
  // The sample in TypeScript waits for the answer as well.
  assert.ok(fs.readFileSync(sample('vite', 'main.ts'), 'utf8').startsWith(script.text.replace('\nembed(', '\nconst overt = await embed(')));
});
