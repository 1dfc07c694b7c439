// @ts-check
// The IAB's Transparency and Consent Framework v2.2 and v2.3: reads what the consent platform has. It writes nothing.
//
// Reads `__tcfapi('addEventListener', 2, …)`: of the TCData `eventStatus`, `cmpStatus`, `gdprApplies` and `purpose.consents`; legitimate interests do not count.
// Terms are the numbers of purposes. While the platform asks (`cmpuishown`) its last answer holds; where it says that the GDPR does not apply, it refuses nothing.

const TERMS = { content: ['1', '5', '6'], ads: ['1', '3', '4'] };

/** The purposes of the framework for each sort of purpose: to store and to profile, for content or for advertising. */
export const terms = ({ kind = 'content' }) => TERMS[kind] || [];

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const api = await when(() => window['__tcfapi']);
    api('addEventListener', 2, (data, success) => {
      const { eventStatus, gdprApplies, purpose } = data || {};
      if (success && eventStatus == 'cmpuishown') return;
      const known = success === true && /^(tcloaded|useractioncomplete)$/.test(eventStatus);
      if (known && gdprApplies === false) say(() => true);
      else say(known && gdprApplies === true && data.cmpStatus == 'loaded' && purpose?.consents && (number => purpose.consents[number] === true));
    });
  }
});
