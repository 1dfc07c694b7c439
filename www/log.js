// @ts-check
// Keeps the log: a line for every act, each naming the one before it by its SHA-256, which is the browser's own.
// It decides nothing and is fetched when something was done; the core's `chain.rs` says what is in a line, and `overt verify` reads it.

/** A longer log begins later: its oldest lines go, down to half of this. */
const LONGEST = 131072;

/** @param {string} text */
const sha256 = async text => [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
  .map(byte => byte.toString(16).padStart(2, '0')).join('');

/**
 * Adds to the log what a record told: three lines for each event, with all that was decided before it, the event, and all that is decided after it.
 *
 * One tab does so at a time. A page without a secure origin has neither locks nor hashes, and so no log.
 * @param {string} key under which the log is stored
 * @param {() => string | null} record what was erased meanwhile leaves no log either
 * @param {string} registry the configuration as it was served
 * @param {string} told
 */
export const keep = (key, record, registry, told) => navigator.locks?.request(key, async () => {
  if (record() == null) return;
  let log = localStorage.getItem(key) || '';
  const site = await sha256(registry);
  const add = async (/** @type {string} */ event, /** @type {string} */ state, snapshot = '') => {
    const last = log.trimEnd().split('\n').pop();
    const seq = last ? JSON.parse(last).seq + 1 : 1;
    const prev = last ? await sha256(last) : '0'.repeat(64);
    log += `{"event":${event},"prev":"${prev}","registry":"${site}","seq":${seq},${snapshot}"state":"${state}"}\n`;
  };
  const lines = told.split('\n');
  while (lines.length > 2) {
    const [before, event, after] = lines.splice(0, 3);
    const known = await sha256(before);
    // Another tab or device had written, or there was no log: it is said, with all that was decided.
    if (!log.endsWith(`"state":"${known}"}\n`)) {
      const { at, id } = JSON.parse(event);
      await add(`{"actor":"engine","at":${at},"before":[],"deed":"joined","id":"${id}","names":[],"scope":"all"}`, known, `"snapshot":${before},`);
    }
    await add(event, await sha256(after));
  }
  if (record() == null) return;
  localStorage.setItem(key, log.length > LONGEST ? log.slice(log.indexOf('\n', log.length - LONGEST / 2) + 1) : log);
});
