// The types of what a site owner imports; `docs/testing.md` says what each check means and what it does not see.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** What every check is told of the site. */
export interface SiteOptions {
  /** Goes to the page that is checked, as a visitor does: `page => page.goto('/')`. It is called many times, for several visitors. */
  readonly visit: (page: Page) => Promise<unknown>;
  /** CSS selectors of lists that your own script renders through `overt.rank`; each child is an item. `<overt-slot>` is found without it. */
  readonly lists?: readonly string[];
  /** CSS selectors of what changes by itself, such as a clock, and is left out. */
  readonly ignore?: readonly string[];
  /** Makes a visitor of whom the site knows nothing; `page.context().browser().newContext(options)` where it is left out. */
  readonly newContext?: (options: BrowserContextOptions) => Promise<BrowserContext>;
  /** A folder for pictures of what is found; none are taken where it is left out. */
  readonly screenshots?: string;
  /** For so long a page is watched after it is still, in milliseconds. */
  readonly watchMs?: number;
}

/** What the checks that need something learned are told. */
export interface LearningOptions {
  /** Lets the site learn something that moves its lists; by default what the last items of each list have is observed. */
  readonly learn?: (page: Page) => Promise<unknown>;
}

/** Part of an address, an expression that it matches, or a function that says so. */
export type Address = string | RegExp | ((url: string) => boolean);

/** What is stopped: by the verbs of the panel, or by what your own function does. */
export type Act = 'off' | 'pause' | 'reset' | ((page: Page) => Promise<unknown>);

export interface EffectOptions extends SiteOptions, LearningOptions {
  /** `off` where it is left out. */
  readonly act?: Act;
  /** Which requests serve which purpose, by the purpose's id. */
  readonly purposes?: Readonly<Record<string, readonly Address[]>>;
  /** CSS selector of captions that give a reason; `[data-overt-reason]` where it is left out. */
  readonly captions?: string;
}

export interface PersistenceOptions extends SiteOptions, LearningOptions {
  /** After how many days the visitor comes again; 1, 30 and 179 where it is left out. */
  readonly days?: readonly number[];
  /** CSS selectors of what asks a visitor to turn something on, besides what lies over the page with a control for on. */
  readonly asks?: readonly string[];
  /** Goes to another page of the site, from which the browser goes back. */
  readonly elsewhere?: (page: Page) => Promise<unknown>;
}

export interface EffortOptions extends SiteOptions {
  /** The widths of the window, in pixels; 360 and 1280 where it is left out. */
  readonly widths?: readonly number[];
}

export interface CanaryOptions extends SiteOptions {
  /** The id of the signal to plant; one that fits a list where it is left out. */
  readonly signal?: string;
}

/** The checks, by name. */
export type Check = 'expectNoPunishment' | 'expectPersistent' | 'expectEffect' | 'effortParity' | 'canary';

/** What was found, in a word; `docs/testing.md` has a sentence for each. */
export type FindingCode =
  | 'missingList' | 'missingItem' | 'extraItem' | 'blankItem' | 'hiddenItem' | 'changedText' | 'changedFeatures' | 'changedPicture' | 'smallerList'
  | 'missingText' | 'extraText' | 'missingControl' | 'lockedControl' | 'wall' | 'extraRequest' | 'otherOrder'
  | 'forgotten' | 'turnedOnAgain' | 'scriptTried' | 'askedAgain'
  | 'nothingToStop' | 'changeNotSent' | 'notHonoured' | 'stillUsed' | 'reasonCites' | 'captionCites' | 'requestAfterStop' | 'stopNotSent'
  | 'noEntry' | 'offHidden' | 'offCovered' | 'offSmaller' | 'offFainter' | 'offFarther' | 'offMorePresses'
  | 'silent' | 'canaryShown' | 'canaryStored' | 'canarySent' | 'canaryInOrder' | 'canaryUsed';

/** Where something was found, and what it should have been. */
export interface Evidence {
  /** The visitor or the moment, then the place in the page, the storage or the network. */
  readonly where: string;
  /** What it should have been. */
  readonly expected: unknown;
  /** What it was. */
  readonly found: unknown;
  /** The file with a picture of the page, where `screenshots` names a folder. */
  readonly screenshot?: string;
}

/** One thing that was found. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is, for people. */
  readonly sentence: string;
  readonly evidence: Evidence;
  /** How to see it by hand. */
  readonly reproduce: string;
}

/** Thrown by every check that does not pass; its message has every finding with where, evidence and how to reproduce it. */
export class OvertFinding extends Error {
  readonly name: 'OvertFinding';
  readonly check: Check;
  /** The code of the first finding. */
  readonly code: FindingCode;
  /** The evidence of the first finding. */
  readonly evidence: Evidence;
  /** All of them, in the order in which they were found. */
  readonly findings: readonly [Finding, ...Finding[]];
}

/** Whose pages were compared. `server`, what is sent before any script runs, is not there where scripts make every list; where the browser keeps nothing there is no `on`, `paused` or `off`. */
export type Compared = 'server' | 'new' | 'on' | 'paused' | 'off';

/** Content, features and requests are the same for a visitor who is new, has paused or said no as for one who said yes, and lists stand in the site's order. */
export function expectNoPunishment(page: Page, options: SiteOptions): Promise<{ compared: Compared[] }>;

/** A no holds over a reload, in a new tab, back and forward, and later; no script turns it on again, and nobody asks. */
export function expectPersistent(context: BrowserContext, options: PersistenceOptions): Promise<{ looked: string[] }>;

/** After a stop the lists, the reasons, the words and the requests are as if nothing had been learned, and the page was told. */
export function expectEffect(page: Page, options: EffectOptions): Promise<{ stopped: string[] }>;

/** Off takes no more than on: presses, size, contrast, way and place, on the page and in the panel. */
export function effortParity(page: Page, options: EffortOptions): Promise<{ compared: number; presses: { off: number | null; on: number | null } }>;

/** Something that nobody else has is learned, turned off, and looked for in all that the page shows, stores and sends afterwards. */
export function canary(page: Page, options: CanaryOptions): Promise<{ planted: string; slot: string; item: string; signal: string }>;
