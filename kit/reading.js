// What a visitor gets of a page: its lists item by item, its words, what can be used, what lies over it, and what Overt says of itself.
// It compares nothing. What is evaluated in the page closes over nothing.

/** Evaluated in the page. */
function readInPage({ lists: selectors, ignore, asks }) {
  const ignored = element => element.closest('overt-panel, overt-why') || ignore.some(selector => element.closest(selector));
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const tidy = text => text.replace(/\s+/g, ' ').trim();
  const area = element => {
    const { width, height } = element.getBoundingClientRect();
    return Math.round(width * height);
  };

  // Every element, those in open shadow roots of the site too; Overt's own are its own business.
  const all = [];
  const walk = root => {
    for (const element of root.querySelectorAll('*')) {
      all.push(element);
      if (element.shadowRoot && !element.localName.startsWith('overt-')) walk(element.shadowRoot);
    }
  };
  walk(document.body);

  // Words line by line: what stands in one block is one line.
  const isBlock = element => !/^(inline|contents)/.test(getComputedStyle(element).display);
  const blocks = new Map();
  for (const element of all) {
    const words = [...element.childNodes].filter(node => node.nodeType == 3 && node.data.trim()).map(node => node.data).join(' ');
    const value = element.matches('input[type=button], input[type=submit]') ? element.value : element.localName == 'img' ? element.alt : '';
    if (!words && !value || /^(script|style|noscript|template)$/.test(element.localName) || ignored(element) || !seen(element)) continue;
    let block = element;
    while (block.parentElement && !isBlock(block)) block = block.parentElement;
    blocks.set(block, `${blocks.get(block) ?? ''} ${words || value}`);
  }
  const listElements = ['overt-slot', ...selectors].flatMap(selector => [...document.querySelectorAll(selector)]);
  const lines = [...blocks].map(([block, text]) => ({ text: tidy(text), inList: listElements.some(list => list.contains(block)) }));

  const lists = listElements.filter(list => !ignored(list)).map(list => ({
    name: list.localName == 'overt-slot' ? list.getAttribute('name') : list.id || list.className || list.localName,
    where: list.localName == 'overt-slot' ? `overt-slot[name=${list.getAttribute('name')}]` : `#${list.id}`,
    area: area(list),
    items: [...list.children].filter(child => list.localName != 'overt-slot' || child.dataset.overtItem).map(item => ({
      key: item.dataset.overtItem ?? (item.id || tidy(item.textContent)), text: seen(item) ? tidy(item.innerText) : '', features: item.dataset.overtFeatures ?? '', seen: seen(item),
      pictures: [...item.querySelectorAll('img')].map(({ src }) => src)
    }))
  }));

  const controls = all.filter(element => element.matches('a[href], button, input, select, textarea, [data-overt-essential]') && !ignored(element)).map(element => ({
    key: `${element.localName} ${element.getAttribute('href') ?? element.name ?? ''} ${tidy(element.textContent).slice(0, 60)}`.trim(),
    inList: listElements.some(list => list.contains(element)), usable: seen(element) && !element.matches(':disabled, [aria-disabled=true], [inert] *')
  }));

  const share = element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) * Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0)) / (innerWidth * innerHeight);
  };
  const modal = element => element.matches('dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]') || element.matches(':popover-open');
  const over = all.filter(element => !ignored(element) && seen(element) && (modal(element) || /fixed|sticky/.test(getComputedStyle(element).position)));
  const asking = element => element.matches('[data-overt-control=on], [data-overt-control=resume]') || !!element.querySelector('[data-overt-control=on], [data-overt-control=resume]');
  const overlays = over.filter(element => !over.some(other => other != element && other.contains(element)))
    .map(element => ({ text: tidy(element.innerText).slice(0, 120), share: share(element), modal: modal(element), asks: asking(element) }));
  const questions = asks.flatMap(selector => [...document.querySelectorAll(selector)]).filter(seen).map(element => tidy(element.innerText).slice(0, 120));
  const panel = document.querySelector('overt-panel');
  return { lists, lines, controls, overlays, questions, panelOpen: !!panel && !panel.hidden && !!panel.shadowRoot?.childElementCount };
}

/** All that is read, once. */
export const readPage = (page, { lists = [], ignore = [], asks = [] } = {}) => page.evaluate(readInPage, { lists, ignore, asks });

/** The items of every list, in the order of the page. */
export const orders = reading => Object.fromEntries(reading.lists.map(({ name, items }) => [name, items.map(({ key }) => key)]));

/** What Overt may use now, by purpose and slot, and why: asked of Overt itself. */
export const used = page => page.evaluate(async () => {
  const address = document.querySelector('script[data-config]')?.dataset.config;
  const config = address ? await (await fetch(address)).json() : {};
  const profiles = [];
  for (const { id: slot, purpose } of config.slots ?? []) {
    const { signals } = await window.overt.profile({ purpose, slot });
    const reasons = (await window.overt.explain(slot))?.reasons ?? [];
    profiles.push({ slot, purpose, signals: signals.map(({ id, value }) => ({ signal: id, value })), reasons: reasons.map(({ signal, value, label }) => ({ signal, value, label })) });
  }
  return { profiles, purposes: (config.purposes ?? []).map(({ id }) => id) };
});

/** What is stored of the visitor's choices, or `null`; also where the browser refuses to say. */
export const record = page => page.evaluate(() => {
  try {
    return JSON.parse(localStorage.getItem('overt'));
  } catch {
    return null;
  }
});
