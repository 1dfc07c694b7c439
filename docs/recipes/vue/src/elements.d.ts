// Tells the templates of Overt's elements; `window.overt` and its events come with the package.
import type { SlotAttributes } from 'overt';
import type { DefineComponent } from 'vue';

declare module 'vue' {
  interface GlobalComponents {
    'overt-slot': DefineComponent<SlotAttributes>;
    'overt-why': DefineComponent<{ readonly slotName: string }>;
    'overt-panel': DefineComponent;
  }
}
