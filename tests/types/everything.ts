// A site's own program that uses all there is. It is compiled and not run: what is checked is that the types allow what works.
import { embed } from 'overt';
import type {
  Adapter, Candidate, Category, Change, ControlAttributes, Decision, Effect, EmbedOptions, EvidenceKind, Explanation, HeardEvents, ItemAttributes, Mode, Observed,
  ObserveAttributes, OffKind, OpenTarget, Outcome, Overt, OvertCall, OvertError, OvertErrorCode, OvertEvents, OvertQueue, OvertSlotElement,
  PanelPart, Place, Profile, ProfileSignal, Reason, ResetKind, Rule, Scope, ScriptAttributes, SignalAttributes, SlotAttributes, Stop, Subject, Tightening, TraceStep,
  WhyAttributes
} from 'overt';

/** Takes a value of exactly this type: what is wider or narrower is an error. */
const exactly = <Wanted>() => <Given>(value: Given, ...same: (<T>() => T extends Wanted ? 1 : 2) extends <T>() => T extends Given ? 1 : 2 ? [] : [never]) => void [value, same];

// Before the loader has run, and after.
(window.overt ??= { q: [] }).q.push(['pause', 'all', Date.now() + 3_600_000]);
(window.overt ??= { q: [] }).q.push(['on', 'change', ({ refresh, stop }: Change) => void [refresh.length, stop.length]]);
const calls: OvertCall[] = [
  ['ready'], ['decide', { signal: 'viewed.shelf', purpose: 'content', slot: 'for-you' }], ['profile', { purpose: 'content', slot: 'for-you' }],
  ['rank', 'for-you', [{ features: 'shelf:romance' }]], ['explain', 'for-you'], ['explain', 'for-you', '1342'], ['observe', 'viewed.shelf', 'romance', 'Romance'],
  ['refresh'], ['preview', 'for-you', (items: readonly Candidate[]) => void items.length], ['on', 'effect', ({ slot, done }: Effect) => void [slot, done]], ['open', 'history'], ['pause'], ['reset', 'slot:for-you', 'forgetLearned'],
  ['optOut'], ['optIn'], ['resume'], ['exportAll'], ['eraseAll'], ['adapters.register', { name: 'none', map: {} }]
];
const queue: OvertQueue = { q: calls };
window.overt = queue;

const overtOf = (page: Window): Overt | null => (page.overt && 'ready' in page.overt ? page.overt : null);

async function ask(overt: Overt): Promise<void> {
  exactly<void>()(await overt.ready());
  overt.q.push(['refresh', 'for-you']);

  const subject: Subject = { signal: 'viewed.shelf', value: 'romance', purpose: 'content', slot: 'for-you' };
  const decision = await overt.decide(subject);
  exactly<Decision>()(decision);
  const { allow, weight, rule, trace, canAsk, until, scope, off } = decision;
  exactly<boolean>()(allow);
  exactly<number>()(weight);
  exactly<Rule>()(rule);
  exactly<TraceStep[]>()(trace);
  exactly<boolean>()(canAsk);
  exactly<number | undefined>()(until);
  exactly<string | undefined>()(scope);
  exactly<OffKind | undefined>()(off);
  const said: string[] = trace.map(step => `${step.rule} ${step.passes ? 'has nothing against it' : 'says no'}`);

  const profile = await overt.profile({ purpose: 'content', slot: 'for-you' });
  exactly<Profile>()(profile);
  exactly<1>()(profile.v);
  const sent: [string, string, number][] = profile.signals.map(({ id, value, weight }: ProfileSignal) => [id, value, weight]);
  setTimeout(() => location.reload(), profile.expires - Date.now());

  const books = [{ id: 158, label: 'Emma', title: 'Emma', features: 'shelf:romance author:austen-jane=500' }, { id: '205', title: 'Walden', features: '' }];
  await overt.preview<typeof books[number]>('for-you', items => items.map(({ title }) => title).join());
  const ranked = await overt.rank('for-you', books);
  const first: string | undefined = ranked[0]?.title;
  const bare: readonly Candidate[] = await overt.rank('for-you', [{}, { features: 'shelf:romance' }]);

  const explanation = await overt.explain('for-you', '1342');
  exactly<Explanation | null>()(explanation);
  const share = explanation?.reasons.reduce((sum, { contribution }) => sum + Math.abs(contribution), explanation.unattributed);
  const shown = explanation?.reasons.map(({ signal, value, label, matches, evidence, times, lastDay, mode, place, weight }: Reason) => {
    exactly<EvidenceKind>()(evidence);
    exactly<Mode>()(mode);
    exactly<Place>()(place);
    return [signal, value, label, matches, times, new Date(lastDay * 86_400_000), weight];
  });

  const observed: Observed = await overt.observe('viewed.shelf', 'romance');
  const learned: boolean = observed.learned > 0 || observed.dropped == 'paused';
  exactly<void>()(await overt.refresh());
  exactly<void>()(await overt.refresh('for-you'));
  void [said, sent, first, bare, share, shown, learned];
}

async function act(overt: Overt): Promise<void> {
  const part: PanelPart = 'history';
  const targets: OpenTarget[] = ['overview', 'why:for-you', part, `${part}:for-you`];
  for (const target of targets) exactly<void>()(await overt.open(target));
  await overt.open();

  const category: Category = 'health';
  const scopes: Scope[] = [
    'all', 'purpose:content', 'slot:for-you', 'signal:viewed.shelf', 'value:viewed.shelf=romance', `category:${category}`, 'mode:inferred',
    'source:otherSite', 'segment:gardeners', 'visit:v1'
  ];
  exactly<Outcome>()(await overt.pause());
  for (const scope of scopes) await overt.pause(scope, Date.now() + 86_400_000);
  const kinds: ResetKind[] = ['forgetLearned', 'forgetTold', 'startOver'];
  for (const kind of kinds) exactly<Outcome>()(await overt.reset('all', kind));
  exactly<Outcome>()(await overt.optOut());

  for (const loosen of [overt.optIn, overt.resume]) {
    try {
      exactly<never>()(await loosen());
    } catch (error) {
      const code: OvertErrorCode = (error as OvertError).code;
      if (code == 'NeedsGesture') await overt.open();
    }
  }
  const adapter: Adapter = {
    name: 'ours', map: { content: ['suggestions'] },
    read: say => setTimeout(() => (say(name => name == 'suggestions'), say(null))),
    write: stop => console.log(stop.join())
  };
  exactly<void>()(await overt.adapters.register(adapter));
  exactly<string | null>()(await overt.exportAll());
  exactly<void>()(await overt.eraseAll());
}

function listen(overt: Overt): void {
  document.addEventListener('overt:ready', ({ detail }) => exactly<null>()(detail));
  document.addEventListener('overt:stop', ({ detail }) => exactly<Stop>()(detail));
  window.addEventListener('overt:change', ({ detail }) => exactly<Change>()(detail));
  window.addEventListener('overt:effect', ({ detail }) => exactly<Effect>()(detail));
  const stop = (event: OvertEvents['overt:stop']): void => console.log(event.detail.purpose);
  document.addEventListener('overt:stop', stop);
  const heard: { [Type in keyof HeardEvents]: (detail: HeardEvents[Type]) => void } = {
    ready: detail => exactly<null>()(detail),
    stop: ({ purpose }) => console.log(purpose),
    change: ({ refresh, stop }) => console.log(refresh.join(), stop.join()),
    effect: ({ slot, done }) => console.log(slot, done)
  };
  void overt.on('change', heard.change);
  exactly<Promise<void>>()(overt.on('effect', heard.effect));
}

function write(): void {
  const slot = document.createElement('overt-slot');
  exactly<OvertSlotElement>()(slot);
  const why: HTMLElement = document.createElement('overt-why');
  const panel: HTMLElement | null = document.querySelector('overt-panel');

  const tag: ScriptAttributes = { 'data-config': '/overt.json', 'data-lang': 'de', 'data-words': '/words.json', 'data-adapters': 'tcf content=1,5,6; google' };
  const signal: SignalAttributes = { 'data-overt-signal': '' };
  const list: SlotAttributes = { name: 'for-you', limit: '8', filter: '' };
  const notice: Partial<ItemAttributes> = { 'data-overt-essential': '' };
  const form: ObserveAttributes = { 'data-overt-observe': 'asked.topic=any (Any)', 'data-overt-when': 'submit' };
  const badge: WhyAttributes = { 'slot-name': slot.name };
  const item: ItemAttributes = { 'data-overt-item': '1342', 'data-overt-features': 'shelf:romance' };
  const seen: ObserveAttributes = { 'data-overt-observe': 'viewed.shelf=romance (Romance)', 'data-overt-when': 'view' };
  const link: ControlAttributes = { 'data-overt-open': 'overview' };
  const buttons: ControlAttributes[] = (['off', 'pause', 'reset'] satisfies Tightening[]).map(act => ({ 'data-overt-control': act, 'data-overt-scope': 'all' }));
  buttons.push({ 'data-overt-control': 'on', 'data-overt-open': 'why:for-you' });
  for (const attributes of [tag, signal, list, badge, item, notice, seen, form, link, ...buttons]) {
    for (const [name, value] of Object.entries(attributes)) slot.setAttribute(name, value);
  }
  document.body.append(slot, why, panel ?? '');
}

// From a bundle.
const options: EmbedOptions = { src: '/overt/overt.js', config: '/overt.json', lang: 'de', words: undefined };
exactly<Promise<Overt>>()(embed(options));

const overt = overtOf(window);
if (overt) void Promise.all([ask(overt), act(overt)]).then(() => listen(overt)).then(write);
