// @ts-check
// Global Privacy Control (W3C draft of 2025): refuses what sells or shares, and writes the status line that the visitor may read.
// The rules know the browser's own signal without it; it adds the request's header, and the line.
//
// Reads `navigator.globalPrivacyControl`, and `<meta name="sec-gpc" content="1">`, into which a server may copy the header `Sec-GPC: 1`.
// Writes into every element with `data-overt-signal`, where the signal is on, the words that the regulations of California give as their example
// (11 CCR § 7025(c)(6)). They are a term of the law, and so are the same in every language.

const HONORED = 'Opt-Out Request Honored';

/** What leaves the site is refused; what does not is none of this signal's business. */
export const terms = ({ transfers = 'none' }) => transfers == 'none' ? null : ['sale'];

/** @param {any} tools */
export const adapter = ({ parsed }) => {
  const header = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="sec-gpc" i]'));
  // Any value of the header but 1 is no signal; a property that is there and is no boolean is taken for one.
  const on = !!navigator['globalPrivacyControl'] || header?.content.trim() == '1';
  return {
    async read(say) {
      say(() => !on);
      await parsed;
      if (on) {
        for (const element of document.querySelectorAll('[data-overt-signal]')) {
          Object.assign(element, { textContent: HONORED, lang: 'en', hidden: false });
        }
      }
    }
  };
};
