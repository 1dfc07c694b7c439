// @ts-check
// Google Consent Mode v2: reads what the site or its consent platform has set, and lowers it where Overt is off.
// It never raises anything: where Overt is on again, what the page itself had set comes back.
//
// Reads and writes the commands `gtag('consent', 'default' or 'update', {…})` as they stand in `window.dataLayer`
// (developers.google.com/tag-platform/security/guides/consent). A template of Tag Manager that sets consent without `dataLayer` is not heard: what it covers stays off.
// A default for some regions only counts where it denies.

const TERMS = { content: ['personalization_storage'], ads: ['ad_personalization', 'ad_user_data'] };

/** What Consent Mode calls each sort of purpose. */
export const terms = ({ kind = 'content' }) => TERMS[kind] || [];

// As `gtag` pushes them: the arguments themselves, not a list of them.
function asArguments(..._) {
  return arguments;
}

/** @param {any} tools */
export const adapter = ({ map }) => {
  const layer = window['dataLayer'] ||= [];
  const ours = new WeakSet();
  // What the page has said of each type, and what holds.
  const page = {};
  const holds = {};
  const lowered = new Set();
  let stop = Object.keys(map);
  let say = null;

  // The latest command counts; of one for some regions, which may not be this one, only a no.
  const take = command => {
    if (command?.[0] != 'consent' || !command[2]) return false;
    const { region, wait_for_update, ...types } = command[2];
    for (const [type, state] of Object.entries(types)) {
      if (region && state == 'granted') continue;
      holds[type] = state;
      if (!ours.has(command)) page[type] = state;
    }
    return !ours.has(command);
  };

  const set = (type, state) => {
    const command = asArguments('consent', 'update', { [type]: state });
    ours.add(command);
    layer.push(command);
  };

  const lower = () => {
    const off = new Set(stop.flatMap(id => map[id] || []));
    for (const type of off) {
      if (holds[type] == 'denied') continue;
      lowered.add(type);
      set(type, 'denied');
    }
    for (const type of lowered) {
      if (off.has(type)) continue;
      lowered.delete(type);
      if (page[type] == 'granted') set(type, 'granted');
    }
  };

  const answer = () => say(type => page[type] == 'granted');
  const { push } = layer;
  layer.push = (...commands) => {
    const done = push.apply(layer, commands);
    if (commands.map(take).some(Boolean)) {
      if (say) answer();
      lower();
    }
    return done;
  };
  const known = [...layer].map(take).some(Boolean);
  lower();

  return {
    read(given) {
      say = given;
      if (known) answer();
    },
    write(purposes) {
      stop = purposes;
      lower();
    }
  };
};
