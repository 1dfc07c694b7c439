// What this site asks of Overt. Where its files can't be had, nothing here ever answers, and the list stands as the site made it.
import type { Overt } from 'overt';

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

/** Why an item stands where it stands, in a word of overt.json; nothing where it is not about the visitor. */
export async function because(slot: string, item: string): Promise<string | undefined> {
  const why = await (await overt()).explain(slot, item);
  return why?.reasons.find(reason => reason.contribution > 0)?.label;
}

/** Calls now, and whenever the visitor changes something. Returns what stops it. */
export function whenever(act: () => void): () => void {
  act();
  document.addEventListener('overt:change', act);
  return () => document.removeEventListener('overt:change', act);
}
