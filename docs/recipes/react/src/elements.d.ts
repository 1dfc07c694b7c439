// Tells JSX of Overt's elements.
import type { OvertSlotElement, WhyAttributes } from 'overt';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Tag<Of> = DetailedHTMLProps<HTMLAttributes<Of>, Of>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'overt-slot': Tag<OvertSlotElement>;
      'overt-why': Tag<HTMLElement> & WhyAttributes;
      'overt-panel': Tag<HTMLElement>;
    }
  }
}
