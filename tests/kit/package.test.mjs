// The kit as it would be published: what is in it, that it is the tested one, and that its documents speak of what there is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as kit from '../../kit/overt-test.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = name => readFile(path.join(root, name), 'utf8');
const [types, guide, manifest] = [await read('kit/overt-test.d.ts'), await read('docs/testing.md'), JSON.parse(await read('kit/package.json'))];
const scripts = (await readdir(path.join(root, 'kit'))).filter(name => name.endsWith('.js'));

test('npm packs the scripts, the types, the licences and what to read, and nothing else', async () => {
  const npm = process.platform == 'win32' ? 'npm.cmd' : 'npm';
  const { stdout } = await promisify(execFile)(npm, ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel', 'error'], { cwd: path.join(root, 'kit') });
  const listing = JSON.parse(stdout);
  const { files } = listing[0] ?? listing['overt-test'];
  assert.deepEqual(files.map(({ path }) => path).sort(), [...scripts, 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'overt-test.d.ts', 'package.json'].sort());
});

test('it needs nothing but Playwright, and that only where it is used', async () => {
  assert.deepEqual(Object.keys(manifest.peerDependencies), ['playwright-core']);
  assert.equal(manifest.dependencies, undefined);
  for (const script of scripts) {
    const imported = [...(await read(`kit/${script}`)).matchAll(/^(?:import|export) .* from '([^']+)';/gm)].map(([, from]) => from);
    assert.deepEqual(imported.filter(from => !from.startsWith('./') && !from.startsWith('node:')), [], script);
  }
});

test('the licences are those of the project', async () => {
  for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) assert.equal(await read(`kit/${licence}`), await read(licence));
});

test('the types have every export, and nothing that is not exported', () => {
  const declared = [...types.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared.sort(), Object.keys(kit).sort());
});

test('every code that a check can give is in the types and in the guide, and no other', async () => {
  const [, union] = /export type FindingCode =([^;]+);/.exec(types);
  const declared = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code).sort();
  const given = new Set();
  for (const script of scripts) {
    const text = await read(`kit/${script}`);
    for (const [, code] of text.matchAll(/'([a-z]\w+)', ['`][A-Z]/g)) given.add(code);
  }
  assert.deepEqual([...given].sort(), declared);
  const table = guide.slice(guide.indexOf('| Check | Code |'), guide.indexOf('## Where the checks'));
  const written = [...table.matchAll(/`(\w+)`/g)].map(([, code]) => code).filter(name => !(name in kit)).sort();
  assert.deepEqual(written, declared);
});

test('what a check is told is in the guide, field by field', () => {
  const told = new Set([...types.matchAll(/^ {2}readonly (\w+)\??: /gm)].map(([, name]) => name));
  const evidence = ['where', 'expected', 'found', 'screenshot', 'code', 'sentence', 'evidence', 'reproduce', 'name', 'check', 'findings'];
  for (const name of [...told].filter(name => !evidence.includes(name))) assert.match(guide, new RegExp(`^\\| .*\`${name}\``, 'm'), name);
});

test('the sample of the guide is the one whose types are checked', async () => {
  const [, sample] = /\/\/ sample:begin\n([^]*?)\/\/ sample:end/.exec(await read('tests/kit/sample.ts'));
  assert.ok(guide.includes(`\`\`\`ts\n${sample}\`\`\``), 'docs/testing.md has another sample than tests/kit/sample.ts');
});
