/** A book, as this site knows it. */
export interface Book {
  readonly id: string;
  readonly title: string;
  readonly shelf: Shelf;
  readonly pages: number;
}

/** The shelves that overt.json declares, and what they are called. */
export const shelves = { adventure: 'Adventure', mystery: 'Mystery', poetry: 'Poetry', romance: 'Romance' };
export type Shelf = keyof typeof shelves;

/** The list in the site's own order. */
export const books: readonly Book[] = [
  { id: 'pride-and-prejudice', title: 'Pride and Prejudice', shelf: 'romance', pages: 432 },
  { id: 'leaves-of-grass', title: 'Leaves of Grass', shelf: 'poetry', pages: 145 },
  { id: 'the-moonstone', title: 'The Moonstone', shelf: 'mystery', pages: 528 },
  { id: 'treasure-island', title: 'Treasure Island', shelf: 'adventure', pages: 192 },
  { id: 'jane-eyre', title: 'Jane Eyre', shelf: 'romance', pages: 532 },
  { id: 'moby-dick', title: 'Moby Dick', shelf: 'adventure', pages: 635 }
];

/** What comes when a visitor asks for more. */
export const further: readonly Book[] = [
  { id: 'the-waste-land', title: 'The Waste Land', shelf: 'poetry', pages: 64 },
  { id: 'kidnapped', title: 'Kidnapped', shelf: 'adventure', pages: 181 }
];
