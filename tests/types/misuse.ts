// What does not work is an error of the types: each line below a mark is one, and a mark without an error is an error itself.
import { embed } from 'overt';
import type { ControlAttributes, ItemAttributes, ObserveAttributes, Overt, OvertError, ScriptAttributes } from 'overt';

export async function misuse(overt: Overt): Promise<void> {
  // @ts-expect-error Before the loader has run there is nothing but the queue.
  await window.overt.ready();
  // @ts-expect-error The queue has no methods either.
  if (window.overt) await window.overt.optOut();
  // @ts-expect-error Without a configuration there is nothing to load it for.
  await embed({ src: '/overt/overt.js' });
  // @ts-expect-error What it answers with has no queue of calls that wait.
  (await embed({ src: '/overt/overt.js', config: '/overt.json' })).q.at(0);

  // @ts-expect-error There is no such method.
  overt.q.push(['inspect']);
  // @ts-expect-error Of the adapters there is one call.
  overt.q.push(['adapters', { name: 'ours', map: {} }]);
  // @ts-expect-error What a purpose is called is a list.
  await overt.adapters.register({ name: 'ours', map: { content: 'suggestions' } });
  // @ts-expect-error A call in the queue is checked like one that is made.
  overt.q.push(['pause', 'all', 'tomorrow']);
  // @ts-expect-error It is made, and not replaced.
  overt.q = { push: () => 0 };

  // @ts-expect-error There is no such method.
  await overt.inspect();
  // @ts-expect-error A decision is about a signal.
  await overt.decide({ purpose: 'content', slot: 'for-you' });
  // @ts-expect-error A profile is one purpose's, in one slot.
  await overt.profile({ slot: 'for-you' });
  // @ts-expect-error Features are one text.
  await overt.rank('for-you', [{ features: ['shelf:romance'] }]);
  // @ts-expect-error The order may be the site's own array.
  (await overt.rank('for-you', [{ features: '' }])).reverse();
  // @ts-expect-error The order that is shown is not to be changed either.
  await overt.preview('for-you', items => items.reverse());
  // @ts-expect-error A page may have no list of that name.
  (await overt.explain('for-you')).reasons.at(0);
  // @ts-expect-error The value is missing.
  await overt.observe('viewed.shelf');
  // @ts-expect-error What was learned is a number.
  if ((await overt.observe('viewed.shelf', 'romance')).learned === true) return;

  // @ts-expect-error It carries nothing.
  await overt.on('ready', ({ purpose }) => purpose);
  // @ts-expect-error The name stands without "overt:".
  await overt.on('overt:change', () => {});
  // @ts-expect-error What to stop is said by "stop".
  await overt.on('change', ({ purpose }) => purpose);
  // @ts-expect-error A change does not say why.
  document.addEventListener('overt:change', ({ detail }) => detail.reason);
  // @ts-expect-error It carries nothing.
  window.addEventListener('overt:ready', ({ detail }) => detail.purpose);

  // @ts-expect-error The panel has no such part.
  await overt.open('settings');
  // @ts-expect-error A scope names its kind.
  await overt.pause('for-you');
  // @ts-expect-error There is no such category.
  await overt.pause('category:shoes');
  // @ts-expect-error A moment is a number.
  await overt.pause('all', new Date());
  // @ts-expect-error There is no such kind.
  await overt.reset('all', 'everything');
  // @ts-expect-error An outcome is a word, and each is a truth.
  if (await overt.optOut() === true) return;
  // @ts-expect-error It takes nothing: there is no way to turn on from a script.
  await overt.optIn('content');
  // @ts-expect-error Nothing may be stored.
  JSON.parse(await overt.exportAll());
  // @ts-expect-error There is no such code.
  await overt.optIn().catch((error: OvertError) => error.code == 'Offline');
}

export function misuseOfElements(): void {
  // @ts-expect-error It is set by the attribute.
  document.createElement('overt-slot').name = 'for-you';
}

export const attributes: [ScriptAttributes, ItemAttributes, ObserveAttributes, ControlAttributes, ControlAttributes, ControlAttributes] = [
  // @ts-expect-error There is no such attribute.
  { 'data-mode': 'compact' },
  // @ts-expect-error An item has an id.
  { 'data-overt-features': 'shelf:romance' },
  // @ts-expect-error It is learned from when it is seen, or when it is pressed.
  { 'data-overt-observe': 'viewed.shelf=romance', 'data-overt-when': 'hover' },
  // @ts-expect-error Nothing outside the panel erases.
  { 'data-overt-control': 'erase' },
  // @ts-expect-error The panel has no such part.
  { 'data-overt-open': 'why' },
  // @ts-expect-error An empty one does not say what.
  { 'data-overt-open': '' }
];
