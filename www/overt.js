// @ts-check
// The loader: defines the elements, answers "no" before anything else is there, and fetches the rest when it is needed.
// It decides nothing, and stores nothing.
//
// page.js follows when "no" may not be the answer (something is stored, or a purpose rests on something else than a yes)
// or when somebody reaches for the controls. It brings the gate and the panel. Nothing else is fetched but the site's configuration.
(() => {
  /** The one key under which anything is stored: see DATA.md. */
  const KEY = 'overt';
  const LOG = 'overt.log';
  /** The name of a visit that was set apart: in the session, and gone with it. */
  const VISIT = 'overt.visit';
  /** For so long at the most a list keeps its place empty while the gate answers, in milliseconds. */
  const CLOAK_MS = 150;
  const DAY_MS = 864e5;
  /** The one word that a first visit needs, in every language there is. */
  const off = /* off */ {
    "en": "Not personalized",
    "de": "Nicht personalisiert",
    "fr": "Non personnalisé",
    "es": "Sin personalizar",
    "it": "Non personalizzato",
    "nl": "Niet gepersonaliseerd",
    "pl": "Bez personalizacji",
    "pt": "Sem personalização",
    "sv": "Inte personanpassat",
    "ja": "パーソナライズなし",
    "zh-Hans": "未个性化",
    "ar": "غير مخصَّص",
    "he": "ללא התאמה אישית"
  } /* /off */;
  const words = /* words */ {
    "why": "Why these?",
    "off": "Not personalized",
    "waiting": "Nothing learned yet",
    "paused": "Paused",
    "until": "Paused until {date}",
    "ended": "Your pause ended",
    "ready": "Show my order",
    "broken": "Not personalized. Nothing is used or learned here, because this page could not load the controls.",
    "stored": "Stored on this device",
    "erase": "Erase it"
  } /* /words */;

  const script = /** @type {HTMLScriptElement} */ (document.currentScript || document.querySelector('script[data-config]'));
  const folder = script.src.replace(/[^/]*$/, '');

  // A language of ours for a tag such as zh-CN or pt-BR. By hand: asking Intl.Locale took as long as all the rest of the loader.
  const known = (tag = '') => {
    const language = /^zh(-(hans|cn|sg)\b|$)/i.test(tag) ? 'zh-Hans' : tag.toLowerCase().split('-')[0].replace(/^iw$/, 'he');
    return Object.keys(off).find(name => name == language);
  };
  const given = script.dataset.lang || document.documentElement.lang;
  const lang = (given ? [given] : navigator.languages).find(known) || 'en';

  const read = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      here.trouble = 'storageBlocked';
      return null;
    }
  };

  const send = (type, detail) => document.dispatchEvent(new CustomEvent('overt:' + type, { detail, bubbles: true, composed: true }));

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.textContent = text;
    return element;
  };

  const speaks = element => {
    element.lang = here.lang;
    element.dir = /^(ar|he)/.test(here.locale) ? 'rtl' : 'ltr';
  };

  // Gives an element a shadow root with these styles; nothing where it has one already.
  const shadow = (element, text) => {
    if (element.shadowRoot) return;
    const root = element.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [sheet];
    return root;
  };

  // What the page's parts share. `label` and `press` are replaced by page.js.
  const here = {
    KEY, LOG, VISIT, DAY_MS, folder, words, read, send, make, known, lang,
    ownWords: script.dataset.words, locale: known(lang),
    registry: null, trouble: null, blocked: 0,
    adapters: [], refused: '', previews: {},
    slots: new Set(), badges: new Set(),
    label: name => words.off,
    press: name => open('why:' + name),
    show() {
      for (const [button, name] of here.badges) {
        const text = here.label(name());
        if (button.textContent == text) continue;
        button.textContent = text;
        if (known(button.getRootNode().host.closest('[lang]')?.lang) != here.locale) speaks(button);
      }
    },
    // The other words of the badge, where something is stored and so more than the one may be needed. Where they can't be had, all is English.
    speak: () => spoken ??= here.locale == 'en' ? 0 : fetch(folder + here.locale + '.badge.json').then(response => response.json()).then(badge => Object.assign(words, badge)).catch(() => {
      words.off = off.en;
      here.lang = here.locale = 'en';
    }),
    purposes() {
      try {
        return JSON.parse(here.registry).purposes.filter(purpose => purpose.id);
      } catch {
        return [];
      }
    },
    parsed: new Promise(done => document.readyState == 'loading' ? addEventListener('DOMContentLoaded', done) : done(0)),
    configured: (async () => {
      const response = /** @type {any} */ (script.dataset.config) && await fetch(script.dataset.config);
      if (response?.ok) here.registry = await response.text();
    })().catch(() => {}),
    // The panel's files come side by side with page.js, not after it.
    bring() {
      if (!here.panel) {
        here.panel = [...['sheet.js', 'panel.js'].map(file => import(folder + file)), ...['panel.wasm', here.locale + '.json', 'panel.css'].map(file => fetch(folder + file))];
        here.panel.forEach(file => file.catch(() => here.panel = null));
      }
      return here.panel;
    },
    // All that is stored: the record, the log, which parts of the panel were open, and the name of a visit.
    forget() {
      for (const key of [KEY, LOG, 'overt.view']) localStorage.removeItem(key);
      sessionStorage.removeItem(VISIT);
    },
    // Where the panel can't be had: what is stored, and the means to erase it.
    async fallback() {
      await here.speak();
      const panel = here.host();
      speaks(panel);
      const erase = make('button', words.erase, { 'data-overt-control': 'erase' });
      erase.onclick = () => {
        here.forget();
        panel.hidden = true;
      };
      erase.hidden = read() == null;
      panel.shadowRoot.replaceChildren(make('p', words.broken, { role: 'status' }), make('h2', words.stored), make('pre', read() || '–'), erase);
      panel.hidden = false;
    },
    host: () => document.querySelector('overt-panel') || document.body.appendChild(make('overt-panel', ''))
  };
  words.off = off[here.locale];

  // What a consent platform or the browser refuses, by purpose: everything, until the adapters that say it are there.
  let adapting;
  const adapt = adapter => {
    here.adapters.push(adapter);
    return adapting ??= (here.refused = '*', import(folder + 'adapters.js').then(module => module.start(here)).catch(() => {
      settled.then(() => {
        here.gate?.refuse(here.refused);
        here.changed?.();
      });
    }));
  };
  if (script.dataset.adapters) adapt(script.dataset.adapters);

  let spoken;
  let page;
  let opening;
  const openPage = () => opening ??= import(folder + 'page.js').then(module => page = module.start(here));
  const prefetch = target => {
    here.bring();
    return openPage().then(() => page.prepare(target)).catch(() => {});
  };
  const open = target => prefetch(target).then(openPage).then(() => page.open(target)).catch(here.fallback);
  const follow = () => location.hash.startsWith('#overt=') && open(location.hash.slice(7));

  const settled = (async () => {
    const stored = read() != null;
    if (stored) {
      here.speak();
      openPage().then(() => page.openGate()).catch(() => {});
    }
    await here.configured;
    const mayBeYes = stored || here.purposes().some(({ legalBasis = 'consent' }) => legalBasis != 'consent');
    if (mayBeYes) await openPage().then(() => adapting).then(() => page.begin()).catch(() => here.slots.forEach(slot => slot.cloak()));
    else here.purposes().forEach(({ id }) => send('stop', { purpose: id }));
    await here.parsed;
    follow();
    send('ready');
  })();

  const badge = (root, name) => {
    const button = make('button', '', { part: 'badge', 'aria-haspopup': 'dialog' });
    button.onpointerenter = button.onfocus = () => prefetch('why:' + name());
    button.onclick = () => here.press(name());
    root.prepend(button);
    return [button, name];
  };
  const badgeStyle = 'button{all:unset;box-sizing:border-box;min-block-size:44px;display:inline-flex;align-items:center;cursor:pointer;font:600 .875rem var(--overt-font,system-ui);text-decoration:underline;text-underline-offset:.25em}button:focus-visible{outline:2px solid}';

  // What carries a badge: told how things stand for as long as it is in the page.
  class Badged extends HTMLElement {
    /** @type {any} */
    entry = null;
    told() {
      if (this.entry) here.badges.add(this.entry);
      here.show();
    }
    disconnectedCallback() {
      here.badges.delete(this.entry);
      here.slots.delete(this);
    }
  }

  class Slot extends Badged {
    site = [];
    late;
    arranged;
    get name() {
      return this.getAttribute('name') || '';
    }
    // Some frameworks set a property where an element has one.
    set name(value) {
      this.setAttribute('name', value);
    }
    cloak(visibility = '') {
      this.shadowRoot.querySelector('slot').style.visibility = visibility;
    }
    connectedCallback() {
      here.slots.add(this);
      const root = shadow(this, badgeStyle + `:host{display:block;position:relative}:host([data-overt-gliding]){overflow-anchor:none}button{position:absolute;inset-block-end:100%;inset-inline-end:0}::slotted([data-overt-unshown]),::slotted(:nth-child(n+${-~/** @type {any} */ (this.getAttribute('limit') || 1e6)} of [data-overt-item]:not([data-overt-essential]))){display:none!important}`);
      if (root) {
        root.append(make('slot', ''));
        if (!document.querySelector(`overt-why[slot-name="${CSS.escape(this.name)}"]`)) this.entry = badge(root, () => this.name);
      }
      this.told();
      page?.arrive(this);
      if (!this.arranged && read() != null) {
        this.cloak('hidden');
        setTimeout(() => {
          this.late = !this.arranged;
          this.cloak();
        }, CLOAK_MS);
      }
    }
  }

  class Why extends Badged {
    connectedCallback() {
      const root = shadow(this, badgeStyle);
      if (root) this.entry = badge(root, () => this.getAttribute('slot-name') || '');
      this.told();
    }
  }

  class Panel extends HTMLElement {
    connectedCallback() {
      if (shadow(this, ':host([hidden]){display:none!important}')) this.hidden = true;
    }
  }

  // Anything in the page may open the panel or carry a control; page.js knows what each may do.
  const near = event => event.target.closest?.('[data-overt-open],[data-overt-control]');
  const hover = event => near(event) && prefetch(near(event).dataset.overtOpen);
  addEventListener('pointerover', hover);
  addEventListener('focusin', hover);
  addEventListener('click', event => {
    const control = near(event);
    if (!control) return;
    event.preventDefault();
    openPage().then(() => page.control(control.dataset, event.isTrusted)).catch(event.isTrusted && here.fallback);
  });
  addEventListener('hashchange', follow);
  const changedElsewhere = () => openPage().then(() => page.changedElsewhere());
  addEventListener('storage', event => event.key && event.key != KEY || changedElsewhere());
  // A page that history brings back as it was left has not heard what was done since.
  addEventListener('pageshow', event => event.persisted && (page || read()) && changedElsewhere());

  // What is answered without the gate: no, nothing, the site's order.
  const denied = {
    ready: () => {},
    decide: () => ({ allow: false, weight: 0, rule: 'noConsent', trace: [], canAsk: false }),
    profile: ({ purpose, slot }) => ({ v: 1, purpose, slot, signals: [], expires: Math.floor(Date.now() / DAY_MS + 1) * DAY_MS }),
    rank: (slot, candidates) => candidates,
    explain: slot => ({ slot, reasons: [], unattributed: 1000 }),
    observe: () => ({ learned: 0 }),
    refresh: () => {},
    preview(slot, show) {
      here.previews[slot] = show;
    },
    on: async (type, listener) => addEventListener('overt:' + type, event => listener(event['detail']))
  };
  const ask = name => async (...values) => {
    await settled;
    await here.opened;
    return (page?.[name] || denied[name] || (await openPage())[name])(...values);
  };
  const early = window['overt']?.q || [];
  const overt = window['overt'] = {
    q: { push: ([name, ...values]) => (name == 'adapters.register' ? adapt : overt[name])(...values) },
    adapters: { register: adapt }
  };
  for (const name of [...Object.keys(denied), 'open', 'pause', 'reset', 'optOut', 'optIn', 'resume', 'exportAll', 'eraseAll']) overt[name] = ask(name);
  // Whoever listens from the start hears what is sent first.
  overt['on'] = denied.on;
  early.forEach(overt.q.push);

  for (const [name, element] of Object.entries({ 'overt-slot': Slot, 'overt-why': Why, 'overt-panel': Panel })) customElements.get(name) || customElements.define(name, element);
})();
