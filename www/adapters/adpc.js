// @ts-check
// Advanced Data Protection Control (unofficial draft, noyb and the Sustainable Computing Lab, 2021): what the visitor's browser consents to.
// It asks for nothing anew: it requests what the site's own list of requests says, which a browser answers from what it knows.
//
// Reads `navigator.dataProtectionControl.request()` and its `decisionchange`, and `<meta name="adpc" content='withdraw=*, consent="q1 q2"'>`,
// into which a server may copy the header `ADPC`. The list is that of `<link rel="consent-requests" href="/requests.json">`.
// A browser that has neither says nothing, and so refuses nothing; one that has it refuses what it does not consent to by name.

/** Without a map nothing is called by a name that a browser could consent to; an objection to direct marketing needs none. */
export const terms = ({ kind = 'content' }) => /^(ads|contact)$/.test(kind) ? ['!direct-marketing'] : [];

// `withdraw=*, object=direct-marketing, consent="q1 q2"`, with the same name any number of times.
const decisionsOf = text => {
  const decisions = { consent: [], withdraw: [], object: [] };
  for (const [, name, quoted, plain] of text.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]*))/g)) {
    decisions[name.toLowerCase()]?.push(...(quoted ?? plain).split(/\s+/).filter(Boolean));
  }
  return decisions;
};

// "!direct-marketing" is a yes as long as nobody objects to that. A yes by name prevails over a withdrawal of everything, as the draft says.
const answer = decisions => term => {
  const has = (name, id) => [...decisions[name] ?? []].includes(id);
  return term[0] == '!' ? !has('object', term.slice(1)) : has('consent', term) && !has('withdraw', term);
};

const requests = async () => {
  const link = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=consent-requests]'));
  return link ? (await (await fetch(link.href)).json()).consentRequests : [];
};

export const adapter = () => ({
  async read(say) {
    const header = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name=adpc i]'));
    const control = navigator['dataProtectionControl'];
    if (!control) return say(header ? answer(decisionsOf(header.content)) : () => true);
    const hear = decisions => say(decisions && typeof decisions == 'object' && answer(decisions));
    control.addEventListener('decisionchange', ({ userDecisions }) => hear(userDecisions));
    hear(await control.request(await requests()));
  }
});
