// The playground: a configuration in an editor, its findings, and the lists of two visitors, as the module says them. It decides nothing and keeps nothing.
import { placeOf } from './places.js';

const ITEMS = 6;
/** Where in the site's order the item stands that the made-up visitor knows. */
const KNOWN_AT = 3;
const TYPING_MS = 120;
const SPEAKING_MS = 900;

/** @template {HTMLElement} [T=HTMLElement] @returns {T} */
const byId = id => /** @type {T} */ (document.getElementById(id));
/** @type {HTMLTextAreaElement} */
const editor = byId('text');
const select = Object.fromEntries(['example', 'slot', 'signal', 'value', 'purpose'].map(id => [id, /** @type {HTMLSelectElement} */ (byId(id))]));
/** @type {HTMLInputElement} */
const times = byId('times');

/**
 * An element with text or elements in it; nothing here is ever read as markup.
 * @param {string} tag
 * @param {Record<string, any>} fields
 * @param {(string | Node)[]} children
 */
const make = (tag, { className = '', ...rest } = {}, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  Object.assign(element, rest);
  element.append(...children);
  return element;
};
const after = (ms, act) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
};
const nameOf = thing => thing.label?.trim() || thing.id;
const percent = thousandths => `${(thousandths / 10).toLocaleString('en', { maximumFractionDigits: 1 })} %`;

/** The module: what it says is what the command says. */
let rules;
/** The panel's own words in English, so that a sentence here is the sentence there. */
let words;
/** What of the configuration is in force. */
let declared;

/* The editor. */

const numberLines = () => {
  const lines = editor.value.split('\n').length;
  byId('numbers').textContent = Array.from({ length: lines }, (_, line) => line + 1).join('\n');
  follow();
};
const follow = () => { byId('numbers').scrollTop = editor.scrollTop; };

function goTo(path) {
  const [from, to] = placeOf(editor.value, path);
  editor.focus();
  editor.setSelectionRange(from, to);
  const line = editor.value.slice(0, from).split('\n').length - 1;
  const height = parseFloat(getComputedStyle(editor).lineHeight);
  editor.scrollTop = Math.max(0, (line - 3) * height);
  editor.scrollLeft = 0;
}

/* The findings. */

const ends = {
  0: () => 'Nothing to mend. The command would end with 0.',
  1: count => `${count === 1 ? 'One finding' : `${count} findings`}. The command would end with 1.`,
  2: () => 'This can’t be read, so nothing in it counts. The command would end with 2.'
};

const finding = ({ code, path, sentence, fix }) => {
  const button = make('button', { type: 'button' },
    make('span', { className: 'code' }, `${code}: ${path || 'the whole file'}`),
    make('span', {}, sentence),
    make('span', { className: 'fix' }, `To mend it: ${fix}`));
  button.addEventListener('click', () => goTo(path));
  return make('li', {}, button);
};

function showFindings() {
  const { findings } = JSON.parse(rules.lint(editor.value));
  const end = findings.some(({ code }) => code === 'unreadable') ? 2 : Math.min(findings.length, 1);
  const summary = byId('summary');
  summary.dataset.end = String(end);
  summary.textContent = ends[end](findings.length);
  byId('findings').replaceChildren(...findings.map(finding));
  speak();
}

const speak = after(SPEAKING_MS, () => {
  const sentence = byId('summary').textContent.split('. ')[0];
  if (byId('spoken').textContent !== sentence) byId('spoken').textContent = sentence;
});

/* The questions of the preview. */

function offer(list, things, chosen = list.value) {
  list.replaceChildren(...things.map(thing => make('option', { value: thing.id }, nameOf(thing))));
  if (things.some(({ id }) => id === chosen)) list.value = chosen;
  list.disabled = things.length === 0;
}

const signalNow = () => declared.signals.find(({ id }) => id === select.signal.value);
const slotNow = () => declared.slots.find(({ id }) => id === select.slot.value);

/** The values that the items have: those declared, then made-up ones. */
function valuesNow() {
  const known = (signalNow()?.values ?? []).map(({ id, label }) => ({ id, label }));
  const made = Array.from({ length: ITEMS }, (_, at) => ({ id: `made-up-${at + 1}`, label: `Something else ${at + 1}` }));
  return { offered: known.length ? known : made, all: [...known, ...made] };
}

function offerValues() {
  offer(select.value, valuesNow().offered);
}

function offerQuestions() {
  offer(select.slot, declared.slots);
  offer(select.signal, declared.signals);
  offer(select.purpose, declared.purposes);
  offerValues();
  const missing = [['slots', 'slot'], ['signals', 'signal'], ['purposes', 'purpose']].filter(([list]) => declared[list].length === 0);
  byId('empty').hidden = missing.length === 0;
  byId('empty').textContent = `No ${missing.map(([, one]) => one).join(' and no ')} is in force, so no list is personalized.`;
}

/* The two visitors. */

function itemsNow() {
  const { all } = valuesNow();
  const chosen = all.find(({ id }) => id === select.value.value) ?? all[0];
  const others = all.filter(({ id }) => id !== chosen.id).slice(0, ITEMS - 1);
  return [...others.slice(0, KNOWN_AT), chosen, ...others.slice(KNOWN_AT)];
}

const fill = (sentence, places) => sentence.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);

/** What a reason says the visitor did, in the panel's words. */
function deed({ evidence, matches, label, value, times: count }) {
  const ending = { shelf: 'Shelf', author: 'Author' }[matches] ?? 'Other';
  const key = { view: `view${ending}`, purchase: `bought${ending}`, search: 'searched', answer: 'answered', rating: 'rated', import: 'imported' }[evidence];
  const forms = words.counted.deed[key];
  return fill(count === 1 ? forms.one : forms.other, { label: label || value, count, when: ` ${words.day.today}` });
}

function because({ reasons, unattributed }) {
  if (reasons.length === 0) return 'Not about you: the site’s own order';
  return [...reasons.map(reason => `${reason.label || reason.value} ${percent(reason.contribution)}`), `not about you ${percent(unattributed)}`].join(', ');
}

/** Why, in one sentence; of a visitor from whom nothing was learned, which rule refused it. */
function why(visitor, refused, list) {
  if (visitor === 'new') return words.lead.fresh;
  const [reason] = list.reasons;
  if (reason) return fill(words.lead.personal, { deed: deed(reason) });
  return refused ? `Nothing was learned: ${words.named.rule[refused]}` : words.lead.elsewhere;
}

function meet(person) {
  const { signal, value, slot } = select;
  if (!slot.value) return null;
  person.turnOn(slotNow().purpose);
  const { label } = itemsNow()[KNOWN_AT];
  let refused = null;
  for (let count = 0; count < Math.min(50, Math.max(0, times.valueAsNumber || 0)); count++) {
    const done = JSON.parse(person.meet(signal.value, value.value, label));
    refused ??= done?.dropped ?? null;
  }
  return refused;
}

function showVisitor(visitor, now) {
  const person = new rules.Visitor(editor.value, now);
  const room = document.querySelector(`[data-visitor=${visitor}]`);
  const refused = visitor === 'known' ? meet(person) : null;
  const items = itemsNow();
  person.list(items.map(({ id }) => `${signalNow()?.matches ?? ''}:${id}`).join('\n'));
  const order = person.rank(select.slot.value);
  const [list, ...each] = JSON.parse(person.explain(select.slot.value, order));
  room.querySelector('.why').textContent = why(visitor, refused, list);
  room.querySelector('.items').replaceChildren(...[...order].map((place, at) => make('li', { className: place === at ? '' : 'moved' },
    nameOf(items[place]), make('span', { className: 'because' }, because(each[at])))));
  const profile = JSON.parse(person.profile(slotNow()?.purpose ?? '', select.slot.value));
  room.querySelector('.profile').textContent = JSON.stringify(profile, null, 2);
  const answer = JSON.parse(person.decide(select.signal.value, select.value.value, select.purpose.value, select.slot.value));
  person.free();
  return make('tr', {}, make('th', { scope: 'row' }, visitor === 'new' ? 'New' : 'Made up'), make('td', {}, answer.allow ? 'Yes' : 'No'),
    make('td', {}, make('code', {}, answer.rule), ` ${words.named.rule[answer.rule]}`), make('td', {}, percent(answer.weight)));
}

function showPreview() {
  const now = Date.now();
  byId('decisions').replaceChildren(...['new', 'known'].map(visitor => showVisitor(visitor, now)));
}

/* All of it. */

const show = () => {
  declared = JSON.parse(rules.declared(editor.value));
  showFindings();
  offerQuestions();
  showPreview();
};
const showSoon = after(TYPING_MS, show);

function take(text) {
  editor.value = text;
  editor.setSelectionRange(0, 0);
  editor.scrollTop = 0;
  numberLines();
  show();
}

const fetched = async (address, read) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered with ${answer.status}.`);
  return answer[read]();
};

function save() {
  const address = URL.createObjectURL(new Blob([editor.value], { type: 'application/json' }));
  make('a', { href: address, download: 'overt.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address));
}

const say = error => {
  byId('broken').hidden = false;
  byId('broken').textContent = `The playground could not do that: ${error.message ?? error}`;
};
const trying = act => async event => {
  byId('broken').hidden = true;
  try {
    await act(event);
  } catch (error) {
    say(error);
  }
};

async function begin() {
  const [module, english] = await Promise.all([import(new URL('wasm/playground.js', import.meta.url).href), fetched('overt/en.json', 'json')]);
  await module.default({ module_or_path: new URL('wasm/playground.wasm', import.meta.url) });
  [rules, words] = [module, english];
  take(await fetched(select.example.value, 'text'));
  editor.addEventListener('input', () => {
    numberLines();
    showSoon();
  });
  editor.addEventListener('scroll', follow);
  select.example.addEventListener('change', trying(async () => take(await fetched(select.example.value, 'text'))));
  byId('file').addEventListener('change', trying(async ({ target }) => {
    if (target.files[0]) take(await target.files[0].text());
    target.value = '';
  }));
  byId('save').addEventListener('click', save);
  select.signal.addEventListener('change', offerValues);
  byId('questions').addEventListener('input', showPreview);
  select.purpose.addEventListener('input', showPreview);
}

trying(begin)(null);
