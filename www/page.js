// @ts-check
// What a page does once "no" may not be the answer: asks the gate, arranges the lists, learns what was seen.
// It decides nothing either: every answer is the gate's, every loosening is the panel's.

/** The browser's own signal. */
const gpc = () => !!navigator['globalPrivacyControl'];
const now = () => Date.now();
const fresh = () => 'd' + Math.random().toString(36).slice(2, 12);
/** For so long after a list has moved nothing scrolls after it, in milliseconds. */
const HELD_MS = 720;

/**
 * Begins, and returns what the loader calls.
 * @param {any} here what the loader shares
 */
export const start = here => {
  const { KEY, LOG, VISIT, DAY_MS, folder, words, slots, read, send } = here;
  let gate = null;
  let gateModule = null;
  let broken = false;

  // A visit that was set apart ends with the session; where that can't be kept, with the page.
  const visit = (act, id = null) => {
    here.visit = id;
    try {
      here.visit = sessionStorage[act + 'Item'](VISIT, id) ?? id;
    } catch {}
  };
  visit('get');

  // The record as the gate last saw it stored: what is still the same is not read again.
  let known;
  const makeGate = text => {
    known = text;
    here.gate = gate = new gateModule.Gate(here.registry ?? undefined, text ?? undefined, here.trouble ?? undefined, here.visit ?? undefined, gpc(), here.refused);
  };

  // What was done goes into the log, once it is stored.
  const keep = told => told && import(folder + 'log.js').then(log => log.keep(LOG, read, here.registry, told)).catch(() => {});

  const write = () => {
    try {
      localStorage.setItem(KEY, known = gate.record());
      keep(gate.entries());
    } catch (error) {
      here.trouble = error.name == 'SecurityError' ? 'storageBlocked' : 'storageFull';
      gate.fail(here.trouble);
      known = 0;
    }
  };

  // What the gate holds, joined with what others have written since; an erased record begins anew.
  const meet = () => {
    const text = read();
    if (text == null) {
      visit('remove');
      makeGate(null);
    } else if (text != known) gate.join(known = text);
  };

  const openGate = () => here.opened ??= (async () => {
    const module = await import(folder + 'gate.js');
    await Promise.all([module.default({ module_or_path: folder + 'gate.wasm' }), here.configured]);
    gateModule = module;
    makeGate(read());
    const settled = gate.settle(now());
    if (settled >= 0) write();
    here.ended = settled > 0 ? settled : null;
    Object.assign(page, answers);
  })().catch(() => {
    broken = true;
  });

  const status = name => gate ? JSON.parse(gate.status(name, now())) : { stop: here.purposes().map(({ id }) => id) };

  // The features of a list's items as numbers: their names, where those of each item begin, which they are, and how much of each.
  const numbered = lists => {
    const names = new Map();
    const starts = [0];
    const features = [];
    const strengths = [];
    for (const text of lists) {
      for (const feature of text.split(/\s+/).filter(Boolean)) {
        const [id, strength = 1000] = feature.split('=');
        if (!names.has(id)) names.set(id, names.size);
        features.push(names.get(id));
        strengths.push(+strength);
      }
      starts.push(features.length);
    }
    return { names: [...names.keys()], starts, features, strengths };
  };

  // Gives the gate a list, as typed arrays, and returns its order as places in the site's own.
  const order = (name, lists) => {
    if (!gate) return lists.map((_, place) => place);
    const { names, starts, features, strengths } = numbered(lists);
    gate.list(name, names.join('\n'), Uint32Array.from(starts), Uint32Array.from(features), Int32Array.from(strengths));
    return [...gate.rank(name, 0, now())];
  };

  const itemsOf = slot => [...slot.children].filter(({ dataset }) => dataset.overtItem && dataset.overtEssential == null);
  // Of an element of the page, or of a candidate that the site's own script has handed over.
  const idOf = item => item.dataset ? item.dataset.overtItem : item.id;
  const featuresOf = item => (item.dataset ? item.dataset.overtFeatures : item.features) || '';

  // The site's own order is the one in which the items came; one that is added later comes after the one that it was put behind, or last where it was put last.
  const siteOrder = slot => {
    const site = slot.site.filter(item => item.parentNode == slot);
    const known = new Set(site);
    const present = itemsOf(slot);
    const last = present.findLastIndex(item => known.has(item));
    present.forEach((item, at) => known.has(item) || site.splice(at > last ? site.length : at && site.indexOf(present[at - 1]) + 1, 0, item));
    return slot.site = site;
  };

  const same = (one, other) => one.length == other.length && one.every((item, at) => item == other[at]);

  // Those that may stay where they are: the longest run of them that stands in the wanted order already.
  const staying = places => {
    const ends = [];
    const before = places.map((place, at) => {
      const rest = ends.findIndex(end => places[end] > place);
      const length = rest < 0 ? ends.length : rest;
      ends[length] = at;
      return ends[length - 1];
    });
    const stay = new Set();
    for (let at = ends.at(-1); at != null; at = before[at]) stay.add(at);
    return stay;
  };

  const move = (slot, present, wanted) => {
    const stay = staying(wanted.map(item => present.indexOf(item)));
    let next = present.at(-1).nextSibling;
    for (let at = wanted.length; at--; next = wanted[at]) {
      if (!stay.has(at)) slot.moveBefore ? slot.moveBefore(wanted[at], next) : slot.insertBefore(wanted[at], next);
    }
  };

  // Puts the items in this order, and leaves the focus and the eye where they are.
  const place = (slot, wanted) => {
    const present = itemsOf(slot);
    slot.wanted = wanted;
    if (same(wanted, present)) return;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const [left, top] = [scrollX, scrollY];
    // A browser that holds on to what is read would scroll after an item that moves.
    slot.toggleAttribute('data-overt-gliding', true);
    clearTimeout(slot.glide);
    slot.glide = setTimeout(() => slot.toggleAttribute('data-overt-gliding', false), HELD_MS);
    const put = () => {
      move(slot, present, wanted);
      if (document.activeElement != focused) focused.focus({ preventScroll: true });
      // A browser may also follow what has the focus. While the page loads nothing has, and asking would cost a layout.
      if (slot.arranged) scrollTo({ left, top, behavior: 'instant' });
    };
    if (here.glide && slot.arranged && !matchMedia('(prefers-reduced-motion:reduce)').matches) here.glide(wanted, put);
    else put();
  };

  // A list that filters leaves out what nothing speaks for.
  const filter = slot => {
    const kept = gate && !slot.late && slot.hasAttribute('filter') && gate.kept(slot.name, now());
    slot.site.forEach((item, place) => item.toggleAttribute('data-overt-unshown', !!kept && !kept.includes(place)));
  };

  const arrange = slot => {
    const site = siteOrder(slot);
    const wanted = order(slot.name, site.map(featuresOf)).map(place => site[place]);
    slot.late = slot.late && !same(wanted, site);
    filter(slot);
    place(slot, slot.late ? site : wanted);
    if (!slot.arranged) slot.shadowRoot.lastChild.addEventListener('slotchange', () => stirred(slot));
    slot.arranged = true;
    slot.cloak();
  };

  // Somebody else has added, removed or moved items. In a list that stands as the site's own, that is the site's new order.
  const stirred = slot => {
    if (same(itemsOf(slot), slot.wanted)) return;
    if (same(slot.wanted, slot.site)) slot.site = [];
    arrange(slot);
    show();
    watch();
    refreshPanel();
  };

  // The badges, once their words are there.
  const show = async () => {
    await here.speak();
    here.label = label;
    here.show();
  };

  // The lists that the site's own script renders, in its own order, by the names of their slots.
  const ranked = new Map();
  const named = name => [...slots].filter(slot => slot.name == name);

  const moment = until => {
    const today = new Date(until).toDateString() == new Date(now()).toDateString();
    const form = new Intl.DateTimeFormat(here.lang, today ? { hour: 'numeric', minute: '2-digit' } : { day: 'numeric', month: 'short' });
    return form.format(until);
  };

  const label = name => {
    const is = status(name);
    if (named(name).some(slot => slot.late)) return words.ready;
    if (is.rule == 'paused') return is.until ? words.until.replace('{date}', moment(is.until)) : words.paused;
    if (!is.on || broken || here.trouble) return words.off;
    return here.ended ? words.ended : is.personal ? words.why : words.waiting;
  };

  // Puts late lists into the visitor's order after all.
  const showLate = late => {
    late.forEach(slot => {
      slot.late = false;
      arrange(slot);
    });
    show();
    refreshPanel();
  };

  here.press = name => {
    const late = named(name).filter(slot => slot.late);
    if (late.length) showLate(late);
    else page.open('why:' + name).catch(here.fallback);
  };

  // What is drawn of the panel is no longer so; an open one is told at once.
  const refreshPanel = () => {
    here.drawn = null;
    here.refreshPanel?.();
  };

  // Everything that follows a change of the record, here, in another tab, or by the panel, or of what adapters refuse: those may only offer a list its order.
  const changed = () => {
    for (const slot of slots) {
      slot.late = slot.offered;
      arrange(slot);
    }
    here.ended = null;
    show();
    watch();
    send('change', { refresh: [...new Set([...slots].map(slot => slot.name).concat(...ranked.keys()))], stop: status('').stop });
    // Looked at after the site has heard of it: what it did of its own counts.
    for (const slot of slots) send('effect', { slot: slot.name, done: !broken && itemsOf(slot).every((item, place) => item == slot.wanted[place]) });
    refreshPanel();
  };

  const meetAndChange = async () => {
    await openGate();
    if (gate) meet();
    changed();
  };

  const tighten = async (act, byHand) => {
    await openGate();
    if (!gate) return fail('NotReady', 'The gate could not be loaded, so nothing is personalized and nothing had to be stopped.');
    meet();
    const done = JSON.parse(gate.tighten(JSON.stringify(act), byHand, now(), fresh()));
    if (done?.changed) {
      write();
      changed();
    }
    return done?.outcome;
  };

  const fail = (code, message) => Promise.reject(Object.assign(new Error(message), { code }));

  const blocked = async tried => {
    if (read() == null) here.blocked++;
    else {
      await openGate();
      if (gate) meet();
      if (gate?.blocked(tried, now(), fresh())) write();
    }
    refreshPanel();
    return fail('NeedsGesture', 'Only a person can turn this on, by a press in the panel. Call overt.open() to show it.');
  };

  // Things seen together are learned together or not at all.
  const learn = seen => {
    if (!gate) return { learned: 0 };
    meet();
    const done = JSON.parse(gate.observe(JSON.stringify(seen), now(), fresh()));
    if (done.learned) {
      here.drawn = null;
      write();
      show();
    }
    return done;
  };

  // What the page has marked to be learned: only a page that marks something fetches what reads the marks.
  const OBSERVED = '[data-overt-observe]';
  let learning = null;
  const marks = () => learning ??= import(folder + 'learn.js').then(module => module.start(learn));
  const watch = () => gate && document.querySelector(OBSERVED) && marks().then(marks => marks.watch());
  const heard = event => event.target.closest?.(event.type == 'submit' ? 'form' : OBSERVED) && marks().then(marks => marks.heard(event));

  // The panel, and what only it needs.
  let sheet = null;
  const openSheet = () => sheet ??= here.bring()[0].then(module => module.start(here)).catch(error => {
    sheet = null;
    throw error;
  });

  // What follows from an act of the panel.
  const follow = ({ trouble, visit: id }) => {
    here.trouble = trouble || here.trouble;
    if (here.trouble) gate?.fail(here.trouble);
    keep(here.entries());
    // A gate is made for a visit, and reads what the panel has written.
    if (id) {
      visit('set', id);
      if (gate) makeGate(read());
    }
    return meetAndChange();
  };
  addEventListener('click', heard);
  addEventListener('submit', heard);

  const tightenings = { off: {}, pause: { until: () => now() + DAY_MS }, reset: {} };

  // What the gate answers, once it is there; until then, and where it can't be had, the loader's "no" stands.
  const answers = {
    decide: subject => JSON.parse(gate.decide(JSON.stringify(subject), now())),
    profile: ({ purpose, slot }) => JSON.parse(gate.profile(purpose, slot, now())),
    rank(slot, candidates) {
      const places = order(slot, candidates.map(featuresOf));
      ranked.set(slot, candidates);
      refreshPanel();
      return places.map(place => candidates[place]);
    },
    explain(name, item) {
      const list = ranked.get(name) || named(name).flatMap(slot => slot.site);
      const places = list.flatMap((one, place) => item == null || idOf(one) == item ? [place] : []);
      return JSON.parse(gate.explain(name, Uint32Array.from(places), false, now()));
    },
    observe: (signal, value, label = '') => learn([{ signal, value, label }]),
    refresh(name) {
      slots.forEach(slot => name && slot.name != name || arrange(slot));
      show();
      watch();
    }
  };

  const page = {
    openGate,
    prepare: target => openSheet().then(sheet => sheet.prepare(target)),
    open: target => openSheet().then(sheet => sheet.open(target)),
    arrive: slot => here.parsed.then(() => gate && (arrange(slot), show(), watch())),
    async begin() {
      await openGate();
      await here.parsed;
      slots.forEach(arrange);
      await show();
      status('').stop.forEach(purpose => send('stop', { purpose }));
      watch();
    },
    changedElsewhere: meetAndChange,
    async control({ overtOpen, overtControl: name, overtScope: scope }, byHand) {
      const tightening = tightenings[name];
      if (tightening) await tighten({ act: name, scope, until: tightening.until?.() }, byHand);
      else if (!overtOpen && !byHand) return blocked(name).catch(() => {});
      if (byHand || overtOpen) return page.open(overtOpen).catch(here.fallback);
    },
    // A fraction of a millisecond would be no moment, and the pause would be lost; no number at all is a pause without an end.
    pause: (scope, until) => tighten({ act: 'pause', scope, until: Math.ceil(until) }, false),
    reset: (scope, kind) => tighten({ act: 'reset', scope, kind }, false),
    optOut: () => tighten({ act: 'off' }, false),
    optIn: () => blocked('on'),
    resume: () => blocked('resume'),
    exportAll: read,
    eraseAll() {
      here.forget();
      here.visit = null;
      if (gate) {
        meet();
        changed();
      } else refreshPanel();
    }
  };
  Object.assign(here, { gpc, now, named, status, changed, itemsOf, featuresOf, numbered, siteOrder, arrange, place, ranked, order, showLate, idOf, follow, refreshPanel: null });
  return page;
};
