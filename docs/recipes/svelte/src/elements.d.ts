// Tells the templates of Overt's elements; `window.overt` and its events come with the package.
import type { SlotAttributes, WhyAttributes } from 'overt';
import type { HTMLAttributes } from 'svelte/elements';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'overt-slot': HTMLAttributes<HTMLElement> & SlotAttributes;
    'overt-why': HTMLAttributes<HTMLElement> & WhyAttributes;
    'overt-panel': HTMLAttributes<HTMLElement>;
  }
}
