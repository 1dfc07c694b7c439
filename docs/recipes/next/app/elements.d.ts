// Tells JSX of Overt's elements.
import type { WhyAttributes } from 'overt';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Tag = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'overt-why': Tag & WhyAttributes;
      'overt-panel': Tag;
    }
  }
}
