'use client';

import { useState } from 'react';
import { ForYou } from './ForYou';
import { type Book, books, further, shelves } from './books';

export function Shop() {
  const [all, setAll] = useState(books);
  const [short, setShort] = useState(false);
  const [opened, setOpened] = useState<Book>();
  if (opened) return <Opened book={opened} close={() => setOpened(undefined)} />;
  return (
    <main>
      <h1>Six Books</h1>
      <p>
        <label>
          <input type="checkbox" checked={short} onChange={event => setShort(event.target.checked)} /> Only short books
        </label>
        {all.length <= books.length && <button onClick={() => setAll([...all, ...further])}>Show more</button>}
      </p>
      <ForYou books={all.filter(book => !short || book.pages < 200)} open={setOpened} remove={book => setAll(all.filter(one => one !== book))} />
      <p>
        <a href="#overt=overview" data-overt-open="overview">Your personalization</a>
      </p>
    </main>
  );
}

function Opened({ book, close }: { readonly book: Book; readonly close: () => void }) {
  return (
    <main>
      <h1>{book.title}</h1>
      <p>On the shelf {shelves[book.shelf]}, {book.pages} pages.</p>
      <button onClick={close}>Back to the list</button>
    </main>
  );
}
