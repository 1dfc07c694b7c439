'use client';

import { useEffect, useState } from 'react';
import { type Book, shelves } from './books';
import { because, whenever } from './overt';

interface Props {
  readonly books: readonly Book[];
  readonly open: (book: Book) => void;
  readonly remove: (book: Book) => void;
}

/** React would set `name` as a property, and the element has it as an attribute only. */
const named = (slot: HTMLElement | null) => slot?.setAttribute('name', 'for-you');

/** The list. The server and React render it in the site's order, always; the slot moves the nodes once the page is hydrated. */
export function ForYou({ books, open, remove }: Props) {
  // Another list is another slot: it takes the order in which its items come for the site's own.
  const list = books.map(book => book.id).join(' ');
  return (
    <section id="for-you">
      <h2>For you</h2>
      <overt-slot key={list} ref={named}>
        {books.map(book => (
          <article key={book.id} data-overt-item={book.id} data-overt-features={`shelf:${book.shelf}`}>
            <h3>
              <button onClick={() => open(book)} data-overt-observe={`viewed.shelf=${book.shelf} (${shelves[book.shelf]})`}>{book.title}</button>
            </h3>
            <Because item={book.id} />
            <button onClick={() => remove(book)} aria-label={`Remove ${book.title}`}>Remove</button>
          </article>
        ))}
      </overt-slot>
    </section>
  );
}

/** A few words beside an item: why it stands there. */
function Because({ item }: { readonly item: string }) {
  const [label, setLabel] = useState<string>();
  useEffect(() => whenever(() => void because('for-you', item).then(setLabel)), [item]);
  return <p className="because">{label ? `Because of ${label}` : ''}</p>;
}
