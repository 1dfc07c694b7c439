'use client';

import { useLayoutEffect, useState } from 'react';
import { type Book, candidates, shelves } from './books';
import { asMade, follow, inOrder } from './overt';

interface Props {
  readonly books: readonly Book[];
  readonly open: (book: Book) => void;
  readonly remove: (book: Book) => void;
}

/** The list: rendered in the site's order on the server and at hydration, and in the visitor's as soon as Overt says which. */
export function ForYou({ books, open, remove }: Props) {
  const [standing, setStanding] = useState(asMade);
  useLayoutEffect(() => follow('for-you', candidates(books), setStanding), [books]);
  return (
    <section id="for-you">
      <header>
        <h2>For you</h2>
        <overt-why slot-name="for-you" />
      </header>
      {inOrder(books, standing).map(book => (
        <article key={book.id} id={book.id}>
          <h3>
            <button onClick={() => open(book)} data-overt-observe={`viewed.shelf=${book.shelf} (${shelves[book.shelf]})`}>{book.title}</button>
          </h3>
          <p className="because">{standing.because.has(book.id) && `Because of ${standing.because.get(book.id)}`}</p>
          <button onClick={() => remove(book)} aria-label={`Remove ${book.title}`}>Remove</button>
        </article>
      ))}
    </section>
  );
}
