// @ts-check
// Segment's analytics.js 2: tells it, with every event, for what nothing may be used. It reads nothing, so it refuses nothing.
//
// Writes `context.consent.categoryPreferences` of every event, by `analytics.addSourceMiddleware()`, and sends `Segment Consent Preference Updated` after a change
// (segment.com/docs/privacy/consent-management). Terms are the keys of Segment's categories; without a map they are the ids of the purposes.
// A no that another script has put there stays a no, and so does one for a category that another purpose still has off.

/** Categories are called as the site calls its purposes. */
export const terms = ({ id }) => [id];

/** @param {any} tools */
export const adapter = ({ map, when }) => {
  let stop = Object.keys(map);
  let told = '';
  const preferences = () => {
    const all = {};
    for (const [id, categories] of Object.entries(map)) for (const category of categories) all[category] = all[category] !== false && !stop.includes(id);
    return all;
  };
  const stamp = (payload, next) => {
    const context = payload.obj.context ||= {};
    const theirs = context.consent?.categoryPreferences || {};
    const ours = preferences();
    for (const category in ours) ours[category] &&= theirs[category] !== false;
    context.consent = { ...context.consent, categoryPreferences: { ...theirs, ...ours } };
    next(payload);
  };
  // Not handed on: what the package gives is a promise of its own.
  const ready = when(() => typeof window['analytics']?.addSourceMiddleware == 'function')
    .then(() => window['analytics'].addSourceMiddleware(({ payload, next }) => stamp(payload, next)));
  return {
    write(purposes) {
      stop = purposes;
      const now = JSON.stringify(preferences());
      if (told && told != now) ready.then(() => window['analytics'].track('Segment Consent Preference Updated'));
      told = now;
    }
  };
};
