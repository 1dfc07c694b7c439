// What this site asks of Overt. Where its files can't be had, nothing here ever answers, and the list stands as the site made it.
import type { Overt } from 'overt';

/** An item as Overt sees it: what it is called, and what it has. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly features: string;
}

/** How a list is to stand: the ids in the visitor's order, and beside an id the word of overt.json that moved it. */
export interface Standing {
  readonly order: readonly string[];
  readonly because: ReadonlyMap<string, string>;
}

/** How it stands until Overt has answered: as the site made it. */
export const asMade: Standing = { order: [], because: new Map() };

let known: Promise<Overt> | undefined;

/** Overt, once the first answer is known. */
const overt = () => known ??= new Promise<Overt>(done => {
  const look = (): boolean => {
    const there = window.overt;
    if (!there || !('ready' in there)) return false;
    void there.ready().then(() => done(there));
    return true;
  };
  if (!look()) addEventListener('overt:ready', look, { once: true });
});

/** Says how a list is to stand: now, whenever the visitor changes something, and while a dial of the panel is held. Returns what stops it. */
export function follow(slot: string, candidates: readonly Candidate[], show: (standing: Standing) => void): () => void {
  let stopped = false;
  const ask = async () => {
    const there = await overt();
    const ranked = await there.rank(slot, candidates);
    const because = new Map<string, string>();
    for (const { id } of ranked) {
      const why = await there.explain(slot, id);
      const reason = why?.reasons.find(({ contribution }) => contribution > 0);
      if (reason) because.set(id, reason.label);
    }
    if (stopped) return;
    show({ order: ranked.map(({ id }) => id), because });
    // Where nothing is about the visitor, there is nothing to try, and nothing more is fetched.
    if (because.size) void there.preview<Candidate>(slot, items => stopped || show({ order: items.map(({ id }) => id), because }));
  };
  void ask();
  document.addEventListener('overt:change', ask);
  return () => {
    stopped = true;
    document.removeEventListener('overt:change', ask);
  };
}

/** The site's own items in this order; what is not in it follows, in the site's. */
export function inOrder<Item extends { readonly id: string }>(items: readonly Item[], { order }: Standing): Item[] {
  const place = ({ id }: Item) => order.includes(id) ? order.indexOf(id) : order.length;
  return [...items].sort((one, other) => place(one) - place(other));
}
