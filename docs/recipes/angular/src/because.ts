import { Component, effect, input, signal } from '@angular/core';
import { because, whenever } from './overt';

/** A few words beside an item: why it stands there. */
@Component({
  selector: 'because-of',
  template: `<p class="because">{{ label() ? 'Because of ' + label() : '' }}</p>`
})
export class Because {
  readonly item = input.required<string>();
  protected readonly label = signal<string | undefined>(undefined);

  constructor() {
    effect(stopped => {
      const item = this.item();
      stopped(whenever(async () => this.label.set(await because('for-you', item))));
    });
  }
}
