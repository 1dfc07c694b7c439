// @ts-check
// What a page does once "no" may not be the answer: asks the gate, arranges the lists, learns what was seen, opens the panel.
// It decides nothing either: every answer is the gate's, every loosening is the panel's.

/** The browser's own signal. */
const gpc = () => !!navigator['globalPrivacyControl'];
const now = () => Date.now();
const fresh = () => 'd' + Math.random().toString(36).slice(2, 12);

/**
 * Begins, and returns what the loader calls.
 * @param {any} here what the loader shares
 */
export const start = here => {
  const { KEY, LOG, DAY_MS, folder, words, slots, read, send } = here;
  let gate = null;
  let gateModule = null;
  let broken = false;
  let ended = null;

  const makeGate = text => {
    gate = new gateModule.Gate(here.registry ?? undefined, text ?? undefined, here.trouble ?? undefined, gpc());
  };

  // What was done goes into the log, once it is stored.
  const keep = told => told && import(folder + 'log.js').then(log => log.keep(LOG, read, here.registry, told)).catch(() => {});

  const write = () => {
    try {
      localStorage.setItem(KEY, gate.record());
      keep(gate.entries());
    } catch (error) {
      here.trouble = error.name == 'SecurityError' ? 'storageBlocked' : 'storageFull';
      gate.fail(here.trouble);
    }
  };

  // What the gate holds, joined with what others have written since; an erased record begins anew.
  const meet = () => {
    const text = read();
    if (text == null) makeGate(null);
    else gate.join(text);
  };

  let gateOpening = null;
  const openGate = () => gateOpening ??= (async () => {
    const module = await import(folder + 'gate.js');
    await Promise.all([module.default({ module_or_path: folder + 'gate.wasm' }), here.configured]);
    gateModule = module;
    makeGate(read());
    if (gate.settle(now())) write();
    ended = gate.pause_ended() ?? null;
    Object.assign(page, answers);
  })().catch(() => {
    broken = true;
  });

  const status = name => gate ? JSON.parse(gate.status(name, now())) : { stop: here.purposes().map(({ id }) => id) };

  // Gives the gate a list, as typed arrays, and returns its order as places in the site's own.
  const order = (name, lists) => {
    if (!gate) return lists.map((_, place) => place);
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
    gate.list(name, [...names.keys()].join('\n'), Uint32Array.from(starts), Uint32Array.from(features), Int32Array.from(strengths), new Int32Array());
    return [...gate.rank(name, 0, now())];
  };

  const itemsOf = slot => [...slot.children].filter(child => child.dataset.overtItem);
  const featuresOf = item => item.dataset.overtFeatures || '';

  // The site's own order is the one in which the items came; those added later follow.
  const siteOrder = slot => {
    const present = itemsOf(slot);
    return slot.site = [...new Set([...slot.site.filter(item => item.parentNode == slot), ...present])];
  };

  const arrange = slot => {
    const site = siteOrder(slot);
    const present = itemsOf(slot);
    const wanted = order(slot.name, site.map(featuresOf)).map(place => site[place]);
    slot.arranged = true;
    slot.late = slot.late && wanted.some((item, place) => item != present[place]);
    if (!slot.late) {
      let next = present[0];
      for (const item of wanted) {
        if (item == next) {
          do next = next.nextElementSibling;
          while (next && !next.dataset.overtItem);
        } else if (slot.moveBefore) slot.moveBefore(item, next ?? null);
        else slot.insertBefore(item, next ?? null);
      }
    }
    slot.uncloak();
  };

  const named = name => [...slots].filter(slot => slot.name == name);

  const moment = until => {
    const today = new Date(until).toDateString() == new Date(now()).toDateString();
    const form = new Intl.DateTimeFormat(document.documentElement.lang || undefined, today ? { hour: 'numeric', minute: '2-digit' } : { day: 'numeric', month: 'short' });
    return form.format(until);
  };

  here.label = name => {
    const is = status(name);
    if (named(name).some(slot => slot.late)) return words.ready;
    if (is.rule == 'paused') return is.until ? words.until.replace('{date}', moment(is.until)) : words.paused;
    if (!is.on || broken || here.trouble) return words.off;
    return ended ? words.ended : is.personal ? words.why : words.waiting;
  };

  here.press = name => {
    const late = named(name).filter(slot => slot.late);
    if (!late.length) return page.open('why:' + name).catch(here.fallback);
    late.forEach(slot => {
      slot.late = false;
      arrange(slot);
    });
    here.show();
  };

  // Everything that follows a change of the record, here, in another tab, or by the panel.
  const changed = () => {
    for (const slot of slots) {
      slot.late = false;
      arrange(slot);
    }
    ended = null;
    drawn = null;
    here.show();
    watch();
    send('change', { refresh: [...slots].map(slot => slot.name), stop: status('').stop });
  };

  const meetAndChange = async () => {
    await openGate();
    if (!gate) return;
    meet();
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
      refreshPanel();
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
      drawn = null;
      write();
      here.show();
    }
    return done;
  };

  // "viewed.shelf=romance (Romance); viewed.author=austen-jane (Jane Austen)"
  const learnFrom = element => learn(element.dataset.overtObserve.split(';').flatMap(entry => {
    const [, signal, value, label = ''] = /^\s*([^=\s]+)=([^\s(]+)\s*(?:\((.*)\))?/.exec(entry) || [];
    return signal ? { signal, value, label } : [];
  }));

  // Seen means visible for a second.
  let watching = false;
  const watch = () => {
    if (watching || !gate) return;
    watching = true;
    const timers = new Map();
    const observer = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
      clearTimeout(timers.get(target));
      if (isIntersecting) {
        timers.set(target, setTimeout(() => {
          observer.unobserve(target);
          learnFrom(target);
        }, 1000));
      }
    }));
    document.querySelectorAll('[data-overt-when=view]').forEach(element => observer.observe(element));
  };

  let panel = null;
  let opener = null;
  let asked = {};
  let isOpen = false;
  let panelOpening = null;
  let said = null;
  const openPanel = () => panelOpening ??= (async () => {
    const [script, wasm, ...texts] = here.panel ?? [import(folder + 'panel.js'), ...['panel.wasm', 'en.json', 'panel.css'].map(file => fetch(folder + file))];
    const module = await script;
    await Promise.all([module.default({ module_or_path: wasm }), here.configured, here.parsed]);
    said ??= await Promise.all(texts.map(async text => {
      const response = await text;
      if (!response.ok) throw Error('A file of the panel could not be fetched: ' + response.url);
      return response.text();
    }));
    return module;
  })().catch(error => {
    panelOpening = null;
    throw error;
  });

  // Draws the panel for what was asked, hidden or not; what is drawn already stays as it is until something changes.
  let drawn = null;
  const draw = async (target = 'overview') => {
    const module = await openPanel();
    if (drawn == target) return;
    const [view, slot = null] = target.split(':');
    asked = { view, slot };
    drawn = target;
    if (panel) panel.refresh(request());
    else panel = module.mount(here.host().shadowRoot, request(), ...said);
  };

  const request = () => JSON.stringify({
    ...asked,
    registry: here.registry,
    trouble: here.trouble,
    gpc: gpc(),
    ended,
    blocked: here.blocked,
    lang: document.documentElement.lang || navigator.language,
    lists: [...slots].map(slot => ({
      slot: slot.name,
      shown: itemsOf(slot).filter(item => item.offsetParent).length,
      items: siteOrder(slot).map(item => ({
        id: item.dataset.overtItem,
        features: featuresOf(item),
        label: (item.querySelector('h2,h3,h4,a') || item).textContent.trim().slice(0, 80)
      }))
    }))
  });

  const refreshPanel = () => {
    drawn = null;
    if (panel && isOpen) panel.refresh(request());
  };

  const close = () => {
    here.host().hidden = true;
    isOpen = false;
    drawn = null;
    (opener?.shadowRoot?.activeElement || opener?.shadowRoot?.querySelector('button') || opener)?.focus();
  };

  addEventListener('overt:record', event => {
    here.trouble = event['detail']?.trouble || here.trouble;
    if (here.trouble) gate?.fail(here.trouble);
    keep(panel?.entries());
    meetAndChange();
  });
  addEventListener('overt:close', close);
  addEventListener('click', event => {
    const seen = /** @type {Element} */ (event.target).closest?.('[data-overt-observe]:not([data-overt-when])');
    if (seen) learnFrom(seen);
  });

  const tightenings = { off: {}, pause: { until: () => now() + DAY_MS }, reset: {} };

  // What the gate answers, once it is there; until then, and where it can't be had, the loader's "no" stands.
  const answers = {
    decide: subject => JSON.parse(gate.decide(JSON.stringify(subject), now())),
    profile: ({ purpose, slot }) => JSON.parse(gate.profile(purpose, slot, now())),
    rank: (slot, candidates) => order(slot, candidates.map(({ features = '' }) => features)).map(place => candidates[place]),
    explain(name, item) {
      const places = named(name).flatMap(slot => slot.site.flatMap((node, place) => item == null || node.dataset.overtItem == item ? [place] : []));
      return JSON.parse(gate.explain(name, Uint32Array.from(places), false, now()));
    },
    observe: (signal, value, label = '') => learn([{ signal, value, label }]),
    refresh(name) {
      slots.forEach(slot => name && slot.name != name || arrange(slot));
      here.show();
    }
  };

  const page = {
    openGate,
    // Drawn, and laid out once unseen: the letters are shaped before anybody waits for them.
    async prepare(target) {
      await openPanel();
      if (isOpen || drawn && drawn == target) return;
      await draw(target);
      if (isOpen) return;
      const element = here.host();
      element.hidden = false;
      element.shadowRoot.lastElementChild?.getBoundingClientRect();
      element.hidden = true;
    },
    arrive: slot => here.parsed.then(() => gate && (arrange(slot), here.show())),
    async begin() {
      await openGate();
      await here.parsed;
      slots.forEach(arrange);
      here.show();
      status('').stop.forEach(purpose => send('stop', { purpose }));
      watch();
    },
    changedElsewhere: () => meetAndChange().then(refreshPanel),
    async open(target) {
      opener = document.activeElement;
      isOpen = true;
      await draw(target);
      const element = here.host();
      element.hidden = false;
      element.shadowRoot.querySelector('[data-overt-focus]')?.focus();
    },
    async control({ overtOpen, overtControl: name, overtScope: scope }, byHand) {
      const tightening = tightenings[name];
      if (tightening) await tighten({ act: name, scope, until: tightening.until?.() }, byHand);
      else if (!overtOpen && !byHand) return blocked(name).catch(() => {});
      if (byHand || overtOpen) return page.open(overtOpen).catch(here.fallback);
    },
    pause: (scope, until) => tighten({ act: 'pause', scope, until }, false),
    reset: (scope, kind) => tighten({ act: 'reset', scope, kind }, false),
    optOut: () => tighten({ act: 'off' }, false),
    optIn: () => blocked('on'),
    resume: () => blocked('resume'),
    exportAll: read,
    eraseAll() {
      localStorage.removeItem(KEY);
      localStorage.removeItem(LOG);
      if (gate) {
        makeGate(null);
        changed();
      }
      refreshPanel();
    }
  };
  return page;
};
