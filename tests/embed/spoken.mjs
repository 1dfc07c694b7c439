// The panel as a screen reader has it: the tree that the browser hands to it, and what is announced.
import assert from 'node:assert/strict';

/** The panel's part of the tree, in the order in which it is read: role, name, description and value of each node. */
export async function tree(page) {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const read = [];
  const walk = node => {
    if (!node.ignored) {
      const property = name => node.properties?.find(property => property.name == name)?.value.value;
      read.push({ role: node.role.value, name: node.name?.value ?? '', description: node.description?.value ?? '', value: node.value?.value ?? '', live: property('live'), expanded: property('expanded') });
    }
    for (const child of node.childIds ?? []) if (byId.has(child)) walk(byId.get(child));
  };
  const dialog = nodes.find(node => node.role?.value == 'dialog' && !node.ignored);
  assert.ok(dialog, 'the panel is a dialog');
  walk(dialog);
  return read;
}

/** Notes every change of what is announced, from now on. */
export const listen = page => page.evaluate(() => {
  const root = document.querySelector('overt-panel').shadowRoot;
  window.announced = [];
  const live = new Map();
  const look = () => {
    for (const node of root.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
      const text = node.textContent.trim();
      // A status speaks when its words change; an alert, when it appears.
      const before = live.has(node) ? live.get(node) : node.getAttribute('role') == 'alert' ? '' : text;
      if (text && text != before) window.announced.push(text);
      live.set(node, text);
    }
  };
  look();
  new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
});

export const announced = page => page.evaluate(() => window.announced.splice(0));

/** What holds of the tree in every state. */
export function assertTree(read, where) {
  const roles = read.map(({ role }) => role);
  assert.ok(read[0].name, `${where}: the dialog has a name`);
  for (const { role, name } of read) {
    if (['button', 'combobox', 'slider', 'link', 'DisclosureTriangle', 'heading', 'alertdialog'].includes(role)) assert.ok(name, `${where}: a ${role} has a name`);
    assert.ok(!/\{\w+\}|undefined|\[object/.test(name), `${where}: ${name}`);
  }
  const first = role => roles.indexOf(role);
  assert.ok(first('heading') >= 0 && first('heading') < first('paragraph'), `${where}: the heading comes first`);
  assert.equal(read.filter(({ role }) => role == 'status').length, 1, `${where}: one line that announces`);
}

/** What sounds the same does the same, and a slider says where it stands in a word. */
export async function assertNamesTell(page, where) {
  // The tree of the browser's tools gives the number of a slider even where a word is set; what is handed to a screen reader is the word.
  const stops = await page.locator('overt-panel input[type=range]').evaluateAll(all => all.map(range => range.ariaValueText ?? range.getAttribute('aria-valuetext')));
  for (const stop of stops) assert.match(stop ?? '', /\p{L}/u, `${where}: a slider says where it stands`);
  const buttons = await page.locator('overt-panel button').evaluateAll(all => all.map(button => [button.getAttribute('aria-label') ?? button.textContent, `${button.dataset.overtControl} ${button.dataset.overtScope}`]));
  const does = new Map();
  for (const [name, act] of buttons) assert.equal(does.get(name) ?? act, does.set(name, act).get(name), `${where}: "${name}" does two things`);
}

/** Every verb is in the tree, in the order in which it is seen, with what it does. */
export async function assertVerbsSpoken(page, read, where) {
  const shown = await page.locator('overt-panel .verb').evaluateAll(all => all.map(verb => verb.textContent));
  const verbs = read.filter(({ role, name }) => role == 'button' && shown.includes(name));
  assert.deepEqual(verbs.map(({ name }) => name), shown, where);
  for (const { name, description } of verbs) assert.ok(description.length > 5, `${where}: "${name}" says what it does: ${description}`);
}
