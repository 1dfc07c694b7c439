// @ts-check
// Keeps the sum of what the browser and the site's consent platforms refuse, as adapters tell it, and gives it to the gate.
// It decides nothing and stores nothing: a yes from outside is no yes here, it only ends a refusal.
//
// An adapter has a map: for each purpose what it is called outside. Until all of these have a yes, the purpose is refused:
// before the first answer, where the adapter's file can't be had, where it throws, and where its answer can't be read.

/** For so long at the most the page waits for the first answers, in milliseconds: a list keeps its place empty for a little longer. */
const PATIENCE_MS = 120;
/** After so long without an answer the console says so, in milliseconds. */
const SILENCE_MS = 10_000;
/** The longest time between two looks for something that is not there yet, in milliseconds. */
const LOOK_MS = 250;

/**
 * Waits until something is there. What throws is not there.
 * @template Found
 * @param {() => Found} find
 * @returns {Promise<NonNullable<Found>>}
 */
const when = find => new Promise(done => {
  let wait = 25;
  const look = () => {
    try {
      const found = find();
      if (found) return done(found);
    } catch {}
    setTimeout(look, wait = Math.min(wait * 1.3, LOOK_MS));
  };
  look();
});

/**
 * Begins with what was registered until now, and resolves once every adapter has answered or the patience is over.
 * @param {any} here what the loader shares
 */
export const start = async here => {
  await here.configured;
  const entries = [];
  let ready = false;

  const warn = ({ name, map }, what) => console.warn(`Overt: the adapter ${name} ${what}, and ${Object.keys(map).join(', ') || 'nothing'} is off because of it.`);

  const refuses = ({ map, yes }, id) => {
    try {
      return !!map[id] && !(yes && map[id].length && map[id].every(term => yes(term) === true));
    } catch {
      return true;
    }
  };

  // What nothing may be used for, for the adapters that pass it on; until they are told, that is everything.
  const stopped = () => here.status ? here.status('').stop : here.purposes().map(({ id }) => id);
  const write = entry => {
    try {
      entry.write?.(stopped());
    } catch (error) {
      console.warn(`Overt: the adapter ${entry.name} could not pass on what is off.`, error);
    }
  };

  // A list that stands in the site's own order is only offered its other one: it does not move under a reader's eyes.
  const tell = () => here.refuse?.([...here.slots].filter(slot => here.siteOrder(slot).every((item, place) => item == here.itemsOf(slot)[place])));

  const sum = () => {
    const before = here.refused;
    here.refused = here.purposes().map(({ id }) => id).filter(id => entries.some(entry => refuses(entry, id))).join(' ');
    if (before == here.refused) return;
    if (!ready) return here.refuse?.();
    const off = stopped();
    here.refused.split(' ').filter(id => id && !off.includes(id)).forEach(purpose => here.send('stop', { purpose }));
    tell();
  };

  const begin = async (entry, { read, write: pass }) => {
    entry.write = pass;
    if (ready) write(entry);
    if (!read) {
      entry.map = {};
      return sum();
    }
    const silence = setTimeout(() => warn(entry, 'has no answer yet'), SILENCE_MS);
    await new Promise(done => {
      const say = (yes, otherwise = 'has no answer that can be read') => {
        clearTimeout(silence);
        entry.yes = typeof yes == 'function' && yes;
        if (!entry.yes) warn(entry, otherwise);
        sum();
        done(0);
      };
      (async () => read(yes => say(yes)))().catch(error => say(null, `failed (${error})`));
    });
  };

  const purposes = here.purposes();
  const all = () => Object.fromEntries(purposes.map(({ id }) => [id, []]));

  // "content=1,5,6": a purpose, and what it is called outside.
  const mapOf = pairs => Object.fromEntries(pairs.map(pair => pair.split('=')).map(([id, terms = '']) => [id, terms.split(',').filter(Boolean).map(decodeURIComponent)]));

  // "tcf content=1,5,6 ads=3,4": the name of a file, and its map. Without one, the file has a map of its own, and until it is there every purpose is refused.
  const fromText = text => {
    const [name, ...pairs] = text.trim().split(/\s+/);
    const entry = { name, map: all() };
    const load = async () => {
      if (pairs.length) entry.map = mapOf(pairs);
      const { adapter, terms } = await import(`${here.folder}adapters/${name}.js`);
      if (!pairs.length) entry.map = Object.fromEntries(purposes.map(purpose => [purpose.id, terms ? terms(purpose) : []]));
      return begin(entry, adapter({ map: entry.map, parsed: here.parsed, when }));
    };
    return { entry, load };
  };

  const fromSite = adapter => {
    const entry = { name: adapter?.name, map: adapter?.map || all() };
    return { entry, load: async () => begin(entry, adapter) };
  };

  const enter = given => {
    const found = typeof given == 'string' ? given.split(';').filter(text => text.trim()).map(fromText) : [fromSite(given)];
    const begun = found.map(({ entry, load }) => {
      entries.push(entry);
      return load().catch(error => {
        warn(entry, `could not begin (${error})`);
        sum();
      });
    });
    sum();
    return Promise.all(begun);
  };

  const waiting = here.adapters.map(enter);
  here.adapters = { push: enter };

  const pass = () => entries.forEach(write);
  document.addEventListener('overt:change', pass);
  // What is asked, not told, may have changed in another tab.
  document.addEventListener('visibilitychange', sum);
  let begun;
  window['overt'].ready().then(() => {
    ready = true;
    if (begun != here.refused) tell();
    pass();
  });
  await Promise.race([Promise.all(waiting), new Promise(done => setTimeout(done, PATIENCE_MS))]);
  begun = here.refused;
};
