// @ts-check
// The IAB's Global Privacy Platform 1.1, its sections for the United States: reads what the visitor opted out of. It writes nothing.
//
// Reads `__gpp('addEventListener', …)`: of the `pingData` `signalStatus`, `applicableSections` and `parsedSections`.
// A term is the name of a field, such as `SaleOptOut`: a yes is the value 2, "did not opt out", in every section that applies and has the field, and in one at least.
// Where no section applies (-1), it refuses nothing; for the section of the TCF use the adapter tcf.

const OPT_OUT = /OptOut$/;

/** For advertising, and for what leaves the site, nothing may be opted out of; what stays on the site is none of these sections' business. */
export const terms = ({ kind = 'content', transfers = 'none' }) => kind == 'ads' || transfers != 'none' ? ['*'] : null;

// A section is an object, or a list of its parts.
const fieldsOf = section => [section].flat().flatMap(part => Object.entries(part || {}));

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const api = await when(() => window['__gpp']);
    const hear = ping => {
      const { signalStatus, applicableSections: ids, parsedSections } = ping || {};
      // While the platform asks, its last answer holds.
      if (signalStatus == 'not ready') return;
      if (signalStatus != 'ready' || !Array.isArray(ids) || !ids.length) return say(null);
      if (ids.every(id => id === -1)) return say(() => true);
      const fields = Object.values(parsedSections || {}).flatMap(fieldsOf);
      const signal = fields.some(([name, value]) => name == 'Gpc' && value);
      say(!ids.includes(0) && (term => {
        const values = fields.filter(([name]) => term == '*' ? OPT_OUT.test(name) : name == term).map(([, value]) => value);
        return !signal && values.length > 0 && (term == '*' ? values.includes(2) && values.every(value => value === 2 || value === 0) : values.every(value => value === 2));
      }));
    };
    api('addEventListener', (event, success) => success === false ? say(null) : hear(event?.pingData));
    api('ping', hear);
  }
});
