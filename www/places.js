// Where a finding's path lies in the text of a configuration, for an editor. It judges nothing: that is the core's.

/** @typedef {[from: number, to: number]} Range */

/**
 * The ranges of everything in a JSON text, by their paths such as `purposes[0].does`, with the name before a value; as far as it can be read.
 * @param {string} text
 * @returns {Map<string, Range>}
 */
export function places(text) {
  const found = new Map();
  let at = 0;
  const space = () => { while (/\s/.test(text[at] ?? '')) at++; };
  const word = () => {
    const from = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at++;
    try {
      return JSON.parse(text.slice(from, at));
    } catch {
      return text.slice(from + 1, at - 1);
    }
  };
  /** @param {(path: string) => void} each what stands between the brackets, again and again */
  const list = (end, each) => {
    at++;
    for (space(); at < text.length && text[at] !== end; space()) {
      const before = at;
      each('');
      space();
      if (text[at] === ',') at++;
      if (at === before) return;
    }
    at++;
  };
  const value = (path, from = at) => {
    if (text[at] === '{') {
      list('}', () => {
        if (text[at] !== '"') return;
        const start = at;
        const name = word();
        space();
        if (text[at] === ':') at++;
        space();
        value(path ? `${path}.${name}` : name, start);
      });
    } else if (text[at] === '[') {
      let count = 0;
      list(']', () => value(`${path}[${count++}]`));
    } else if (text[at] === '"') word();
    else while (at < text.length && !/[\s,\]}]/.test(text[at])) at++;
    if (!found.has(path)) found.set(path, [from, Math.min(at, text.length)]);
  };
  space();
  value('');
  return found;
}

/**
 * The range that a finding speaks of; where its field is missing, the nearest thing around it.
 * @param {string} text
 * @param {string} path
 * @returns {Range}
 */
export function placeOf(text, path) {
  const [, line, column] = /^line (\d+), column (\d+)$/.exec(path) ?? [];
  if (line) {
    const lines = text.split('\n');
    const before = lines.slice(0, Number(line) - 1).reduce((sum, one) => sum + one.length + 1, 0);
    // The column counts bytes.
    const bytes = new TextEncoder().encode(lines[Number(line) - 1] ?? '').slice(0, Number(column) - 1);
    const at = Math.min(before + new TextDecoder().decode(bytes).length, text.length);
    return [at, Math.min(at + 1, text.length)];
  }
  const found = places(text);
  for (let known = path; known; known = known.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, '')) {
    const range = found.get(known);
    if (range) return known === path ? range : [range[0], range[0]];
    if (!/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/.test(known)) break;
  }
  return [0, 0];
}
