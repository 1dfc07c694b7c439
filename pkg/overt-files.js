#!/usr/bin/env node
// Copies the files that a browser loads into a folder of a site, and says whether a copy is that of the package installed.
// It is not the command `overt`: it reads no configuration, makes no request, and writes nowhere but in that folder.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const USAGE = `overt-files copy FOLDER    puts the files that the browser loads into FOLDER
overt-files check FOLDER   says whether the files in FOLDER are those of the package installed

FOLDER is one that your site serves as it is and that holds nothing else, such as public/overt.`;

const OWN = path.dirname(fileURLToPath(import.meta.url));
/** What is copied besides the files that the manifest names, and before them: a copy that was broken off is known as ours. */
const BESIDE = ['manifest.json', 'LICENSE-MIT', 'LICENSE-APACHE'];

/** What is wrong is a sentence for whoever called. */
class Refusal extends Error {}

/** The files that belong to the manifest in a folder; none where there is no manifest of ours. */
function namesOf(folder) {
  try {
    const hashes = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
    // Many sites have another file of this name, which says how they are installed as an app.
    return Object.hasOwn(hashes, 'overt.js') ? [...BESIDE, ...Object.keys(hashes)] : [];
  } catch {
    return [];
  }
}

/** What lies in a folder; what begins with a dot is no file of a site. */
const lying = folder => fs.existsSync(folder) ? fs.readdirSync(folder).filter(name => !name.startsWith('.')) : [];

function copy(folder) {
  const [names, before] = [namesOf(OWN), namesOf(folder)];
  // By what lies there and not by its name alone: a site's own words may be called en.json too.
  const foreign = lying(folder).filter(name => !before.includes(name));
  if (foreign.length) {
    throw new Refusal(`${folder} holds what is not Overt's: ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''}. Nothing was copied. Name a folder of its own, such as ${path.join(folder, 'overt')}.`);
  }
  fs.mkdirSync(folder, { recursive: true });
  for (const name of lying(folder).filter(name => !names.includes(name))) fs.rmSync(path.join(folder, name));
  for (const name of names) fs.copyFileSync(path.join(OWN, name), path.join(folder, name));
  console.log(`${names.length} files are in ${folder}.`);
}

function check(folder) {
  const [names, there] = [namesOf(OWN), lying(folder)];
  const same = name => fs.readFileSync(path.join(OWN, name)).equals(fs.readFileSync(path.join(folder, name)));
  const found = [
    ...names.filter(name => !there.includes(name)).map(name => `${name} is missing`),
    ...names.filter(name => there.includes(name) && !same(name)).map(name => `${name} is of another version, or was changed`),
    ...there.filter(name => !names.includes(name)).map(name => `${name} is not one of them`)
  ];
  if (found.length) throw new Refusal(`${found.join('\n')}\n${folder} is not as \`overt-files copy\` would leave it.`);
  console.log(`${folder} is as \`overt-files copy\` left it.`);
}

const [verb, folder, ...more] = process.argv.slice(2);
const act = new Map([['copy', copy], ['check', check]]).get(verb);
if (['help', '--help', '-h'].includes(verb)) {
  console.log(USAGE);
} else if (!act || !folder || folder.startsWith('-') || more.length) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  try {
    act(folder);
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : `overt-files: ${error.message}`);
    process.exitCode = 1;
  }
}
