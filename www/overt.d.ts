// The types of what a site may use of Overt: `window.overt`, the events on the document, the elements and the attributes.
// It declares nothing that is not there, and nothing of what Overt's own files say to one another.
//
// `docs/embedding.md` is the same as tables. The words of every union, the shapes of every answer and all names are held against the code by `cargo xtask tidy`.

/** `window.overt`, once the loader has run. Every method answers with a promise, and waits by itself until Overt knows how things stand. */
export interface Overt {
  /** Calls by name, as before the loader had run; what a call answers is dropped. */
  readonly q: {
    /** Makes one call. */
    push(call: OvertCall): unknown;
  };

  /** Resolves once the first answer is known, the lists stand and `overt:ready` was sent. It never rejects. */
  ready(): Promise<void>;

  /**
   * May a signal be used for a purpose in a slot, now, and which rule says so?
   *
   * Where nothing is stored and every purpose asks for a yes, the answer comes without the rules being asked: `allow` is false and `trace` is empty.
   * What is not declared, or can't be read, is denied.
   */
  decide(subject: Subject): Promise<Decision>;

  /** All that may be used for a purpose in a slot. It is the same for a visitor who is new, paused, or has turned it off: empty. */
  profile(subject: { readonly purpose: string; readonly slot: string }): Promise<Profile>;

  /**
   * Puts a list of the site's own, which no `<overt-slot>` holds, into the visitor's order: the same objects, best first.
   *
   * Where nothing may be used, the answer is the array that was given.
   * The panel and `explain` speak of the list by the `id` and the `label` of its items. Ask again after `overt:change`, and when the list is another one.
   * @param slot the id of a declared slot for which the page has no `<overt-slot>`: `explain` would speak of this list in place of that one
   * @param candidates in the site's own order; those without `features` have none
   */
  rank<Item extends Candidate>(slot: string, candidates: readonly Item[]): Promise<readonly Item[]>;

  /**
   * Why the list of a slot stands as it stands: all of it, or one item.
   *
   * It is `null` where no list of that name was ranked. Where nothing may be used, no reason is given and all of it is "not about you".
   * @param slot the name of an `<overt-slot>`, or the slot that was given to `rank`
   * @param item the `data-overt-item` of one of its items, or the `id` of a candidate; all of them where it is left out
   */
  explain(slot: string, item?: string): Promise<Explanation | null>;

  /**
   * Learns one thing that the visitor did, where the rules allow it.
   * @param signal the id of a declared signal
   * @param value lower case letters, digits, dot, dash and underscore, 64 at most; anything else is not learned
   * @param label the site's name for the value, as the visitor will read it; after 80 characters it is cut
   */
  observe(signal: string, value: string, label?: string): Promise<Observed>;

  /**
   * Hears how a list that was ranked would stand, while somebody tries something in the panel, and how it stands when that is over.
   * @param slot the slot that was given to `rank`
   * @param show called with the same objects, best first: renders them in that order; the last one given is the one that is called
   */
  preview<Item extends Candidate>(slot: string, show: (items: readonly Item[]) => void): Promise<void>;

  /**
   * Puts the lists of this name, or all of them, into the visitor's order once more, and looks for new marks to learn from.
   *
   * Items that are added to a slot, or taken out of it, are seen without it; `data-overt-features` that have changed are not.
   */
  refresh(slot?: string): Promise<void>;

  /**
   * Listens to an event until the page is gone; there is no way to stop listening.
   *
   * It begins at once: what is put into the queue before the loader has run hears `overt:ready`, and the `overt:stop` before it.
   */
  on<Type extends keyof HeardEvents>(type: Type, listener: (detail: HeardEvents[Type]) => void): Promise<void>;

  /** What a site's consent platform has a say in; those that come with Overt are named by `data-adapters`. */
  readonly adapters: {
    /**
     * Takes an adapter, and resolves once it is in force: what its map covers is off until it says yes.
     *
     * From the queue it is in force before anything is used.
     */
    register(adapter: Adapter): Promise<void>;
  };

  /**
   * Opens the panel, and resolves when it is shown.
   *
   * It rejects with the browser's error where a file of the panel can't be had; nothing is shown then.
   * @param target the overview where it is left out
   */
  open(target?: OpenTarget): Promise<void>;

  /**
   * Pauses: nothing is used or learned. It never makes a pause shorter.
   *
   * It rejects with `NotReady` where the rules can't be loaded, and so nothing is used anyway.
   * @param scope everything, where it is left out
   * @param until milliseconds since 1 January 1970, UTC; a fraction is rounded up; until the visitor says, where it is left out or no number
   */
  pause(scope?: Scope, until?: number): Promise<Outcome>;

  /**
   * Puts away what was learned, at once; the visitor can undo it for seven days, then it is deleted.
   *
   * It rejects with `NotReady` where the rules can't be loaded.
   * @param scope everything, where it is left out
   * @param kind both, where it is left out
   */
  reset(scope?: Scope, kind?: ResetKind): Promise<Outcome>;

  /**
   * Turns everything off, and whatever the site adds later as well.
   *
   * It rejects with `NotReady` where the rules can't be loaded.
   */
  optOut(): Promise<Outcome>;

  /** Always rejects with `NeedsGesture`: only a person turns something on, by a press in the panel. That it was tried is written down where something is stored. */
  optIn(): Promise<never>;

  /** Always rejects with `NeedsGesture`, as `optIn` does. */
  resume(): Promise<never>;

  /** The visitor's record, as it is stored: JSON by `record.schema.json`, or `null` where nothing is stored. The log is not in it. */
  exportAll(): Promise<string | null>;

  /** Erases all that is stored for this site. It rejects with the browser's `SecurityError` where the browser keeps nothing for this page. */
  eraseAll(): Promise<void>;
}

/** `window.overt` before the loader has run: `(window.overt ??= { q: [] }).q.push(['pause', 'all'])` works before and after. */
export interface OvertQueue {
  /** What the loader will call, in this order. */
  q: OvertCall[];
}

/** A call by name: the method, then what it is given. */
export type OvertCall =
  | { [Name in Exclude<keyof Overt, 'q' | 'on' | 'adapters'>]: [name: Name, ...values: Parameters<Overt[Name]>] }[Exclude<keyof Overt, 'q' | 'on' | 'adapters'>]
  | [name: 'adapters.register', adapter: Adapter]
  | { [Type in keyof HeardEvents]: [name: 'on', type: Type, listener: (detail: HeardEvents[Type]) => void] }[keyof HeardEvents];

/** Reads a consent platform, passes on what is off, or both. It can make Overt stricter, never looser. */
export interface Adapter {
  /** For the console. */
  readonly name: string;
  /** By the id of a purpose what it is called outside. Until all of these have a yes, the purpose is off; one that is not here is not covered. */
  readonly map: { readonly [purpose: string]: readonly string[] };
  /**
   * Begins to listen; called once. What it covers stays off where this throws or rejects; without it, nothing is covered.
   * @param say to be called at the first answer and after each change: with a question that answers `true` for a yes and anything else for a no, or with `null` where nothing is known
   */
  readonly read?: (say: (allows: ((name: string) => unknown) | null) => void) => unknown;
  /** Hears the ids of the purposes for which nothing may be used, once that is known and after each change. Until then it is so for all of them. */
  readonly write?: (stop: readonly string[]) => void;
}

/** What a decision is about. */
export interface Subject {
  /** The id of a signal. */
  readonly signal: string;
  /** One of its values; where it is left out, the signal as a whole. */
  readonly value?: string;
  /** The id of a purpose. */
  readonly purpose: string;
  /** The id of a slot. */
  readonly slot: string;
}

/** May a signal be used, and which rule says so. */
export interface Decision {
  /** Whether it may be used. */
  allow: boolean;
  /** How much it counts, in thousandths, up to 2000; 0 where it may not be used. */
  weight: number;
  /** The rule that decided: the first that says no, or `allow`. */
  rule: Rule;
  /** What every rule said, in the order of precedence; empty where no rule was asked. */
  trace: TraceStep[];
  /** Whether a yes could change it, and asking now would be no bother. */
  canAsk: boolean;
  /** Until when, where time alone will change it: milliseconds since 1 January 1970, UTC. */
  until?: number;
  /** For what the visitor turned off, paused or dialled down: where, such as `all` or `purpose:content`. */
  scope?: string;
  /** For what the visitor turned off: in which way. */
  off?: OffKind;
}

/** What one rule said. */
export interface TraceStep {
  /** The rule. */
  rule: Rule;
  /** Whether it has nothing against it. */
  passes: boolean;
}

/** All that may be used for one purpose in one slot. */
export interface Profile {
  /** The version of this shape. */
  v: 1;
  /** The purpose. */
  purpose: string;
  /** The slot. */
  slot: string;
  /** The signals, by signal and value. */
  signals: ProfileSignal[];
  /** Ask again then: the end of the day, in milliseconds since 1 January 1970, UTC. */
  expires: number;
}

/** One signal that may be used. */
export interface ProfileSignal {
  /** The signal. */
  id: string;
  /** The value. */
  value: string;
  /** How much it counts, in thousandths, from 1 to 2000. */
  weight: number;
}

/** An item to be ranked; the site's own object, with whatever else it has. */
export interface Candidate {
  /** What `explain` is asked by, and the panel counts by: unique in its list. Its place, where it is left out. */
  readonly id?: string | number;
  /** What the panel calls it, as text; its `id`, where it is left out. */
  readonly label?: string;
  /** As in `data-overt-features`. */
  readonly features?: string;
}

/** Why a list, or one item of it, stands where it stands. The sizes of the contributions and `unattributed` add up to exactly 1000. */
export interface Explanation {
  /** The slot. */
  slot: string;
  /** The reasons, strongest first. */
  reasons: Reason[];
  /** "Not about you", in thousandths, from 0 to 1000. */
  unattributed: number;
}

/** A signal that may be used, and how much of the score it makes. */
export interface Reason {
  /** The signal. */
  signal: string;
  /** Its value. */
  value: string;
  /** The site's name for the value. */
  label: string;
  /** The kind of feature that it matches, such as `shelf`. */
  matches: string;
  /** What the visitor did. */
  evidence: EvidenceKind;
  /** How often. */
  times: number;
  /** The last day of it: days since 1 January 1970, UTC. */
  lastDay: number;
  /** How the signal comes to be. */
  mode: Mode;
  /** Where the signal comes from. */
  place: Place;
  /** How sure it is, in thousandths, from 1 to 2000. */
  weight: number;
  /** Its share in thousandths, from -1000 to 1000 and never 0; above 0 it pushed up. */
  contribution: number;
}

/** What became of something that was seen. */
export interface Observed {
  /** How many things were learned. */
  learned: number;
  /** The rule that refused; not there where none did, or none was asked. */
  dropped?: Rule;
}

/** A rule, in the order of precedence. */
export type Rule =
  | 'integrity'
  | 'undeclared'
  | 'prohibited'
  | 'uaSignal'
  | 'gpcSoft'
  | 'optedOut'
  | 'paused'
  | 'reset'
  | 'sensitive'
  | 'noConsent'
  | 'source'
  | 'stage'
  | 'minimise'
  | 'stale'
  | 'dialZero'
  | 'allow';

/** Why something is off: turned off, objected to, "not me", a group left, or a no when asked. */
export type OffKind = 'optOut' | 'object' | 'notMe' | 'left' | 'refused';

/** What the visitor did. */
export type EvidenceKind = 'purchase' | 'view' | 'search' | 'answer' | 'rating' | 'import';

/** How a signal comes to be. */
export type Mode = 'provided' | 'observed' | 'inferred' | 'derived' | 'imported';

/** Where a signal comes from. */
export type Place = 'thisSite' | 'device' | 'offline' | 'otherSite';

/** A sensitive category. */
export type Category =
  | 'health'
  | 'location'
  | 'religion'
  | 'ethnicity'
  | 'politics'
  | 'union'
  | 'sexLife'
  | 'genetic'
  | 'biometric'
  | 'criminal'
  | 'finance'
  | 'child'
  | 'immigration'
  | 'other';

/** What an act is about: everything, or one thing by its id. */
export type Scope =
  | 'all'
  | `purpose:${string}`
  | `slot:${string}`
  | `signal:${string}`
  | `value:${string}=${string}`
  | `category:${Category}`
  | `mode:${Mode}`
  | `source:${Place}`
  | `segment:${string}`
  | `visit:${string}`;

/** What a reset covers: what was observed or worked out, what the visitor said, or both. */
export type ResetKind = 'forgetLearned' | 'forgetTold' | 'startOver';

/** What became of an act: it is so now, it was so already or stricter, or the rules do not allow it. */
export type Outcome = 'done' | 'alreadySo' | 'notAllowed';

/** A part of the panel that opens. A part that has nothing in it for this visitor is not there, and the panel opens without it. */
export type PanelPart =
  | 'moved'
  | 'without'
  | 'everything'
  | 'learned'
  | 'parts'
  | 'ways'
  | 'visit'
  | 'history'
  | 'given'
  | 'data'
  | 'person';

/** What of the panel to open: the overview, why a slot stands as it stands, or one part, with the slot that it is about. The same stands after `#overt=` in a link. */
export type OpenTarget = 'overview' | `why:${string}` | PanelPart | `${PanelPart}:${string}`;

/** What a rejected promise says: that only a person can do this, or that the rules could not be loaded. */
export type OvertErrorCode = 'NeedsGesture' | 'NotReady';

/** With what a promise is rejected by Overt; where a file can't be had it is the browser's own error, without a code. */
export interface OvertError extends Error {
  /** Stable; the message says how to mend it. */
  readonly code: OvertErrorCode;
}

/** What each event carries as `detail`. All are sent on the document, so that a listener there or on the window hears them. */
export interface OvertEvents {
  /** The first answer is known; once. */
  'overt:ready': CustomEvent<null>;
  /** Nothing may be used for a purpose: stop what your own code and your servers do for it. Once for each such purpose, before `overt:ready`; later, where a consent platform takes back its yes. */
  'overt:stop': CustomEvent<Stop>;
  /** Something was done here, another tab has written, or a consent platform says otherwise now, and the lists follow. What this tab learns sends nothing. */
  'overt:change': CustomEvent<Change>;
  /** Whether a list stands as the rules want it; for each list, after `overt:change`. */
  'overt:effect': CustomEvent<Effect>;
}

/** The detail of `overt:stop`. */
export interface Stop {
  /** The id of the purpose. */
  purpose: string;
}

/** The detail of `overt:change`: what to do, not why. */
export interface Change {
  /** The names of the slots on the page, which may stand in another order now. */
  refresh: string[];
  /** The ids of the purposes for which nothing may be used now; a purpose that is not among them may be taken up again. */
  stop: string[];
}

/** The detail of `overt:effect`. */
export interface Effect {
  /** The name of the slot. */
  slot: string;
  /** Whether it stands as it should; false where something else in the page moved it meanwhile, or the rules can't be loaded. */
  done: boolean;
}

/** What `overt.on` can listen to, by its name without `overt:`. */
export interface HeardEvents {
  /** See `overt:ready`. */
  ready: null;
  /** See `overt:stop`. */
  stop: Stop;
  /** See `overt:change`. */
  change: Change;
  /** See `overt:effect`. */
  effect: Effect;
}

/** The attributes of the script tag. */
export interface ScriptAttributes {
  /** The address of the site's configuration. Without it everything is denied, and the panel says so. */
  'data-config'?: string;
  /** The language to speak, as a BCP 47 tag; else that of `<html lang>`, else the visitor's. One that there are no words for is English. */
  'data-lang'?: string;
  /** The address of the site's own words for the panel: `{"en": {"verb.pause": "Take a break"}}`. */
  'data-words'?: string;
  /** Which consent platforms have a say: `tcf content=1,5,6; google`, by name, with what each calls the purposes that it covers. */
  'data-adapters'?: string;
}

/** The attributes of an element that says that the browser's opt-out signal is honoured, by the adapter `gpc`. */
export interface SignalAttributes {
  /** Where the signal is on, the element is given the words of the law, and is shown. */
  'data-overt-signal': '';
}

/** The attributes of `<overt-slot>`. */
export interface SlotAttributes {
  /** The id of a declared slot. */
  name: string;
  /** How many items are shown, from the first: a whole number, read once. All, where it is left out. */
  limit?: string;
  /** Show the items that what is known speaks for, and those of Something different; where it speaks for none, all. */
  filter?: '';
}

/** The attributes of `<overt-why>`. */
export interface WhyAttributes {
  /** The name of the `<overt-slot>` that it is about. */
  'slot-name': string;
}

/** The attributes of a child of `<overt-slot>`; one without `data-overt-item` is not moved. */
export interface ItemAttributes {
  /** The id of the item, unique in its list. */
  'data-overt-item': string;
  /** What the item has, separated by spaces: `shelf:romance author:austen-jane=500`; how much of it in thousandths, from -1000 to 1000, 1000 where it is not said. */
  'data-overt-features'?: string;
  /** On a child that has to be there for everyone: it is not moved, not counted, and never left out. */
  'data-overt-essential'?: '';
}

/** The attributes of an element that something is learned from. */
export interface ObserveAttributes {
  /** What is seen together, and so learned together or not at all: `viewed.shelf=romance (Romance); viewed.author=austen-jane (Jane Austen)`. */
  'data-overt-observe': string;
  /** `view` learns once the element was visible for a second; `submit` on a form, and on its choices, when the form is sent, with those that are chosen; without it, each time it is pressed. */
  'data-overt-when'?: 'view' | 'submit';
}

/** What a press outside the panel does by itself: turns everything off, pauses for a day, or starts over. */
export type Tightening = 'off' | 'pause' | 'reset';

/** The attributes of an element that opens the panel, or acts and then opens it. */
export interface ControlAttributes {
  /** What to open. */
  'data-overt-open'?: OpenTarget;
  /** What to do; after a person's press the panel opens as well. What would loosen is done nowhere but in the panel: at a person's press these words open it (without `data-overt-open` its overview), and for a script they do nothing. */
  'data-overt-control'?: Tightening | 'on' | 'resume';
  /** For a pause or a reset: about what; everything, where it is left out. */
  'data-overt-scope'?: Scope;
}

/** `<overt-slot>`: wraps the list that the server sent, and puts its items into the visitor's order. */
export interface OvertSlotElement extends HTMLElement {
  /** The attribute `name`; empty where there is none. */
  readonly name: string;
}

declare global {
  interface Window {
    /** Overt, the calls that it is to make when it comes, or nothing yet. */
    overt?: Overt | OvertQueue;
  }

  interface DocumentEventMap extends OvertEvents {}

  interface WindowEventMap extends OvertEvents {}

  interface HTMLElementTagNameMap {
    'overt-slot': OvertSlotElement;
    /** The badge of a slot, where the page wants it. */
    'overt-why': HTMLElement;
    /** Where the panel opens; Overt makes one at the end of the page where there is none. */
    'overt-panel': HTMLElement;
  }
}
