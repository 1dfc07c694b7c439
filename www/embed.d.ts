// The types of what `import 'overt'` gives: one function that puts the loader's tag into the page, and all the types of `overt.d.ts`.
// It declares nothing of `window.overt` itself.
import type { Overt } from './overt.js';

export type * from './overt.js';

/** What to load and how, as the attributes of the script tag say it. */
export interface EmbedOptions {
  /** The address of `overt.js`, on the page's own site, with all the other files of Overt beside it. */
  readonly src: string;
  /** The address of the site's configuration: `data-config`. */
  readonly config: string;
  /** The language to speak: `data-lang`. */
  readonly lang?: string | undefined;
  /** The address of the site's own words for the panel: `data-words`. */
  readonly words?: string | undefined;
}

/**
 * Puts the script tag into the page and answers with `window.overt` once the loader has run.
 *
 * It does so once: a later call, or one on a page that has the tag already, waits for the same and its options are not read.
 * Where a policy asks for Trusted Types it makes one by the name `overt-loader`, for addresses of the page's own site and for nothing else.
 *
 * It rejects with a sentence where there is no page, as on a server; where `src` is not on the page's own site; and where the file can't be loaded.
 * After that the next call tries again. Importing it does nothing, on a server too.
 */
export declare function embed(options: EmbedOptions): Promise<Overt>;
