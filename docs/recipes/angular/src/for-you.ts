import { Component, CUSTOM_ELEMENTS_SCHEMA, computed, effect, input, output, signal } from '@angular/core';
import { type Book, candidates, shelves } from './books';
import { asMade, follow, inOrder } from './overt';

/** The list: rendered in the site's order first, and in the visitor's as soon as Overt says which. */
@Component({
  selector: 'for-you',
  // Overt's elements are the browser's, not Angular's.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <section id="for-you">
      <header>
        <h2>For you</h2>
        <overt-why slot-name="for-you"></overt-why>
      </header>
      @for (book of ordered(); track book.id) {
        <article [id]="book.id">
          <h3>
            <button [attr.data-overt-observe]="'viewed.shelf=' + book.shelf + ' (' + shelves[book.shelf] + ')'" (click)="open.emit(book)">{{ book.title }}</button>
          </h3>
          <p class="because">{{ standing().because.has(book.id) ? 'Because of ' + standing().because.get(book.id) : '' }}</p>
          <button [attr.aria-label]="'Remove ' + book.title" (click)="remove.emit(book)">Remove</button>
        </article>
      }
    </section>
  `
})
export class ForYou {
  readonly books = input.required<readonly Book[]>();
  readonly open = output<Book>();
  readonly remove = output<Book>();
  protected readonly shelves = shelves;
  protected readonly standing = signal(asMade);
  protected readonly ordered = computed(() => inOrder(this.books(), this.standing()));

  constructor() {
    effect(stopped => stopped(follow('for-you', candidates(this.books()), next => this.standing.set(next))));
  }
}
