import { Component, computed, signal } from '@angular/core';
import { type Book, books, further, shelves } from './books';
import { ForYou } from './for-you';

@Component({
  selector: 'shop-root',
  imports: [ForYou],
  template: `
    @if (opened(); as book) {
      <main>
        <h1>{{ book.title }}</h1>
        <p>On the shelf {{ shelves[book.shelf] }}, {{ book.pages }} pages.</p>
        <button (click)="opened.set(undefined)">Back to the list</button>
      </main>
    } @else {
      <main>
        <h1>Six Books</h1>
        <p>
          <label><input type="checkbox" [checked]="short()" (change)="short.set(!short())"> Only short books</label>
          @if (mayHaveMore()) {
            <button (click)="more()">Show more</button>
          }
        </p>
        <for-you [books]="shown()" (open)="opened.set($event)" (remove)="remove($event)" />
        <p><a href="#overt=overview" data-overt-open="overview">Your personalization</a></p>
      </main>
    }
  `
})
export class Shop {
  protected readonly shelves = shelves;
  private readonly all = signal(books);
  protected readonly short = signal(false);
  protected readonly opened = signal<Book | undefined>(undefined);
  protected readonly shown = computed(() => this.all().filter(book => !this.short() || book.pages < 200));
  protected readonly mayHaveMore = computed(() => this.all().length <= books.length);

  protected more(): void {
    this.all.set([...this.all(), ...further]);
  }

  protected remove(book: Book): void {
    this.all.set(this.all().filter(one => one !== book));
  }
}
