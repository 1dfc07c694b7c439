// @ts-check
// What the page does for the panel and nothing else needs: opens and closes it, tells it how the page stands, and shows in the page what it asks to be shown.
// It stores nothing and decides nothing: a list that is shown as it would stand goes back.

/** For so long the personalized lists are outlined, in milliseconds. */
const OUTLINE_MS = 4000;

/**
 * Begins, and returns what page.js calls.
 * @param {any} here what the loader and page.js share
 */
export const start = here => {
  const { folder, slots, itemsOf, siteOrder, arrange, named, ranked } = here;
  let panel = null;
  let opener = null;
  let asked = {};
  let isOpen = false;
  let opening = null;
  let lang = here.lang;
  let failed;
  const previewed = new Set();

  const text = async response => {
    if (!response.ok) throw Error('A file of the panel could not be fetched: ' + response.url);
    return response.text();
  };

  // The site's own words, of the language that is spoken; a site without them, or with a file that can't be read, has ours.
  const ownWords = async () => {
    try {
      return (await (await fetch(here.ownWords)).json())[here.locale] || {};
    } catch {
      return {};
    }
  };

  // Of the site's words those that stand for one of ours.
  const override = (words, own) => {
    const file = JSON.parse(words);
    for (const key in own) {
      const path = key.split('.');
      const last = path.pop();
      const section = path.reduce((at, name) => at?.[name], file);
      if (typeof section?.[last] == 'string' && typeof own[key] == 'string') section[last] = own[key];
    }
    return JSON.stringify(file);
  };

  let said = null;
  const openPanel = () => opening ??= (async () => {
    const [, script, wasm, words, styles] = here.bring();
    const module = await script;
    const own = here.ownWords && ownWords();
    await Promise.all([module.default({ module_or_path: wasm }), here.configured, here.parsed]);
    // A language that can't be had is English.
    const spoken = words.then(text).catch(error => {
      if (here.locale == 'en') throw error;
      lang = 'en';
      return fetch(folder + 'en.json').then(text);
    });
    if (!said) {
      const [words, sheet] = await Promise.all([spoken, styles.then(text)]);
      said = [own ? override(words, await own) : words, sheet];
    }
    return module;
  })().catch(error => {
    opening = here.panel = null;
    throw error;
  });

  // A colour as the browser gives it when it is asked in sRGB: red, green and blue of 0 to 1, and how opaque it is.
  const numbers = colour => colour.match(/[\d.]+(e-?\d+)?/g).map(Number);
  // Contrast by WCAG 2.2. Where a theme leaves less than 4.5 to 1, or something shows through, the panel has its own colours.
  const luminance = colour => numbers(colour).slice(0, 3).reduce((sum, part, place) =>
    sum + [.2126, .7152, .0722][place] * (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4), .05);
  const guard = () => {
    const panel = here.host().shadowRoot.querySelector('.sheet');
    if (!panel) return;
    panel.removeAttribute('data-overt-guard');
    const { caretColor, columnRuleColor } = getComputedStyle(panel);
    const [dark, light] = [luminance(caretColor), luminance(columnRuleColor)].sort((a, b) => a - b);
    const clear = light >= dark * 4.5 && [caretColor, columnRuleColor].every(colour => (numbers(colour)[3] ?? 1) == 1);
    panel.toggleAttribute('data-overt-guard', !clear);
  };

  // Draws the panel for what was asked, hidden or not; what is drawn already stays as it is until something changes.
  const draw = async (target = 'overview') => {
    const module = await openPanel();
    if (here.drawn == target) return;
    const [view, slot = null] = target.split(':');
    asked = { view, slot };
    here.drawn = target;
    if (panel) panel.refresh(request());
    else panel = module.mount(here.host().shadowRoot, request(), ...said);
  };

  const request = () => JSON.stringify({
    ...asked,
    registry: here.registry,
    trouble: here.trouble,
    gpc: here.gpc(),
    refused: here.refused == '*' ? here.purposes().map(({ id }) => id) : here.refused.split(' ').filter(Boolean),
    ended: here.ended,
    blocked: here.blocked,
    visit: here.visit,
    late: [...slots].some(slot => slot.late),
    offline: !navigator.onLine,
    failed,
    lang,
    lists: [
      ...[...slots].map(slot => list(slot.name, siteOrder(slot), itemsOf(slot).filter(item => item.offsetParent).length, itemsOf(slot))),
      // How the site's own script has rendered a list is not known.
      ...[...ranked].filter(([, candidates]) => candidates.length).map(([name, candidates]) => list(name, candidates, candidates.length, []))
    ]
  });

  const list = (slot, site, shown, stands) => ({
    slot,
    shown,
    stands: stands.map(here.idOf),
    items: site.map((item, place) => ({
      id: String(here.idOf(item) ?? place),
      label: (item.dataset ? (item.querySelector('h2,h3,h4,a') || item).textContent : String(item.label ?? item.id)).trim().slice(0, 80)
    })),
    ...here.numbered(site.map(here.featuresOf))
  });

  here.entries = () => panel?.entries();
  here.refreshPanel = () => {
    if (panel && isOpen) panel.refresh(request());
  };

  const endPreview = () => {
    previewed.forEach(arrange);
    previewed.clear();
    ranked.forEach((_, name) => preview({ slot: name }));
  };

  const standing = (order, site) => [...new Set([...order.map(place => site[place]), ...site])].filter(Boolean);

  // As a list would stand: places in the site's own order; what is not among them follows.
  const preview = ({ slot: name, order = null }) => {
    for (const slot of named(name)) {
      if (!order) {
        arrange(slot);
        continue;
      }
      const site = siteOrder(slot);
      previewed.add(slot);
      slot.arranged = true;
      here.place(slot, standing(order, site));
    }
    const candidates = ranked.get(name) || [];
    here.previews[name]?.(standing(order || here.order(name, candidates.map(here.featuresOf)), candidates));
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{outline:3px solid!important;outline-offset:4px!important}');
  const outline = () => {
    const personal = [...slots].filter(slot => !slot.late && here.status(slot.name).personal);
    personal[0]?.scrollIntoView({ block: 'nearest' });
    for (const { shadowRoot } of personal) {
      const own = shadowRoot.adoptedStyleSheets.filter(one => one != sheet);
      shadowRoot.adoptedStyleSheets = [...own, sheet];
      setTimeout(() => shadowRoot.adoptedStyleSheets = own, OUTLINE_MS);
    }
  };

  // A file on the visitor's own device; it is sent nowhere.
  const keep = (download, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    here.make('a', '', { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), OUTLINE_MS);
  };

  const receipts = async () => {
    failed = undefined;
    try {
      const module = await import(folder + 'receipts.js');
      await module.default({ module_or_path: folder + 'receipts.wasm' });
      keep('overt-receipts.json', module.receipts(here.registry ?? '', here.read() ?? '', here.now()));
    } catch {
      failed = 'receipts';
      here.refreshPanel();
    }
  };

  const close = () => {
    here.host().hidden = true;
    isOpen = false;
    here.drawn = null;
    endPreview();
    (opener?.shadowRoot?.activeElement || opener?.shadowRoot?.querySelector('button') || opener)?.focus();
  };

  // What a press changes in the panel is painted before the page follows. A window that is not shown paints nothing.
  const painted = () => new Promise(done => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });
  const record = told => painted().then(() => here.follow(told));

  const hands = { record, close, preview, outline, receipts, save: ({ text }) => keep('overt.json', text), late: () => here.showLate([...slots].filter(slot => slot.late)) };
  for (const name in hands) addEventListener('overt:' + name, event => hands[name](event['detail'] || {}));

  return {
    // Drawn, and laid out unseen until it is opened: nobody waits for the letters to be shaped.
    async prepare(target) {
      await openPanel();
      if (isOpen || here.drawn && here.drawn == target) return;
      await draw(target);
      if (isOpen) return;
      const panel = here.host();
      panel.setAttribute('data-overt-ready', '');
      guard();
      if (panel.offsetHeight) panel.setAttribute('data-overt-ready', 'laid-out');
    },
    async open(target) {
      opener = document.activeElement;
      isOpen = true;
      import(folder + 'glide.js').then(module => here.glide = module.glide, () => {});
      await draw(target);
      const element = here.host();
      element.hidden = false;
      element.removeAttribute('data-overt-ready');
      guard();
      element.shadowRoot.querySelector('[data-overt-focus]')?.focus();
    }
  };
};
