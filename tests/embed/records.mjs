// Records of visitors, written as the gate and the panel would write them, so that a state needs no minutes of clicking.
import { crc32 } from 'node:zlib';

export const DAY_MS = 86_400_000;

/** 22 November 2026, ten in the morning: what the pages of these visitors take for now. */
export const NOW = Date.UTC(2026, 10, 22, 10);

const DEVICE = 'r1';
const today = Math.floor(NOW / DAY_MS);
const register = is => ({ seen: [`${DEVICE}:1`], values: [{ dot: `${DEVICE}:1`, is }] });
const about = (scope, is) => ({ about: scope, register: register(is) });

/** The text that is stored: JSON with the sum of all that follows in front. */
export const text = record => {
  const after = JSON.stringify({ schema: 2, ...record }).slice(1);
  return `{"sum":"${crc32(after).toString(16).padStart(8, '0')}",${after}`;
};

/** Something learned: how often, and how many days ago. */
export const learned = (signal, value, label, times = 3, daysAgo = 0) => ({ signal, value, label, times, daysAgo });

const LIKES = [
  learned('viewed.shelf', 'adventure', 'Adventure', 5),
  learned('viewed.shelf', 'humour', 'Humour', 3, 1),
  learned('viewed.author', 'twain-mark', 'Mark Twain', 2, 1),
  learned('bought.shelf', 'science-fiction-fantasy', 'Science-Fiction & Fantasy', 1, 9),
  learned('viewed.shelf', 'romance', 'Romance', 1, 3)
];

const evidence = (all, count) => all.map(({ signal, value, label, times, daysAgo }, place) => ({
  signal, value, label, evidence: [{ dot: `${DEVICE}:${place + 1}`, day: today - daysAgo, count: times }]
})).sort((one, other) => [one.signal, one.value].join() < [other.signal, other.value].join() ? -1 : 1).slice(0, count);

/** A visitor who turned it on ten days ago; what else happened is added by `and`. */
export function on({ likes = LIKES, validUntil = NOW + 170 * DAY_MS, history = [], ...and } = {}) {
  const at = NOW - 10 * DAY_MS;
  const past = [{ at, id: 'h1', actor: 'gesture', deed: 'on', scope: 'purpose:content', before: [] }, ...history];
  return {
    device: DEVICE,
    mode: { seen: [], values: [] },
    choices: [about('purpose:content', { state: 'on' })],
    dials: [],
    consents: [about('content', { status: 'given', at, validUntil, notice: '2026-11', registry: 3 })],
    learned: evidence(likes),
    learnedSeen: likes.length ? [`${DEVICE}:${likes.length}`] : [],
    resets: [],
    undone: [],
    history: past,
    ...and
  };
}

const event = (deed, more = {}) => ({ at: NOW - 60_000, id: 'h2', actor: 'gesture', deed, scope: 'all', ...more });

/** Turned off a minute ago. */
export const off = ({ likes } = {}) => on({
  likes,
  mode: register({ onlyAllowed: [] }),
  history: [event('off', { before: ['content'] })]
});

/** Paused since a minute ago, for so long; without an end when nothing is said. */
export function paused(milliseconds, from = NOW - 60_000) {
  const until = milliseconds == null ? {} : { until: from + milliseconds };
  const record = on({ history: [event('pause', { at: from, ...until })] });
  record.choices.unshift(about('all', { state: 'paused', from, ...until, then: 'follow' }));
  return record;
}

/** Started over a minute ago, and not undone. */
export function putAway() {
  const record = on({ history: [event('reset', { kind: 'startOver', reset: 'h2', until: NOW - 60_000 + 7 * DAY_MS })] });
  record.resets = [{ id: 'h2', scope: 'all', kind: 'startOver', by: DEVICE, at: NOW - 60_000, seen: record.learnedSeen, undoUntil: NOW - 60_000 + 7 * DAY_MS }];
  return record;
}

/** What a visitor told the site of which they may not want everybody to hear: it is used only after a yes that names it. */
export const TOLD = { signal: 'told.subject', value: 'religion-spirituality', label: 'Religion/Spirituality', category: 'religion' };

/** A visitor who told the site of something sensitive, and said yes to its use by name, or only to the purpose. */
export function sensitive({ likes = LIKES, names = [`category:${TOLD.category}`] } = {}) {
  const scope = `value:${TOLD.signal}=${TOLD.value}`;
  const record = on({
    likes: [...likes, learned(TOLD.signal, TOLD.value, TOLD.label, 1, 1)],
    dials: [about(scope, 'more')],
    history: [event('dial', { scope, from: 'normal', to: 'more' })]
  });
  record.consents[0].register.values[0].is.names = names;
  return record;
}
