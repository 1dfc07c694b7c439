import { Component, CUSTOM_ELEMENTS_SCHEMA, computed, input, output } from '@angular/core';
import { Because } from './because';
import { type Book, shelves } from './books';

/** The list. Angular renders it in the site's order, always; the slot moves the nodes into the visitor's. */
@Component({
  selector: 'for-you',
  imports: [Because],
  // Overt's elements are the browser's, not Angular's.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <section id="for-you">
      <header>
        <h2>For you</h2>
        <overt-why slot-name="for-you"></overt-why>
      </header>
      <!-- Another list is another slot: it takes the order in which its items come for the site's own. -->
      @for (list of [list()]; track list) {
        <overt-slot name="for-you">
          @for (book of books(); track book.id) {
            <article [attr.data-overt-item]="book.id" [attr.data-overt-features]="'shelf:' + book.shelf">
              <h3>
                <button [attr.data-overt-observe]="'viewed.shelf=' + book.shelf + ' (' + shelves[book.shelf] + ')'" (click)="open.emit(book)">{{ book.title }}</button>
              </h3>
              <because-of [item]="book.id" />
              <button [attr.aria-label]="'Remove ' + book.title" (click)="remove.emit(book)">Remove</button>
            </article>
          }
        </overt-slot>
      }
    </section>
  `
})
export class ForYou {
  readonly books = input.required<readonly Book[]>();
  readonly open = output<Book>();
  readonly remove = output<Book>();
  protected readonly shelves = shelves;
  protected readonly list = computed(() => this.books().map(book => book.id).join(' '));
}
