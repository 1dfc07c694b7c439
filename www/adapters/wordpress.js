// @ts-check
// The WP Consent API 2 of WordPress: reads what a visitor has allowed in whichever banner the site has. It writes nothing.
//
// Reads `wp_has_consent(category)`, and hears `wp_listen_for_consent_change` and `wp_consent_type_defined` (wordpress.org/plugins/wp-consent-api).
// Terms are its categories: functional, preferences, statistics-anonymous, statistics, marketing.

const TERMS = { content: ['preferences'], ads: ['marketing'], measurement: ['statistics'] };

/** The category for each sort of purpose. */
export const terms = ({ kind = 'content' }) => TERMS[kind] || [];

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const heard = {};
    const has = await when(() => window['wp_has_consent']);
    const answer = () => say(category => has(category) === true && (heard[category] ?? 'allow') == 'allow');
    document.addEventListener('wp_listen_for_consent_change', event => {
      Object.assign(heard, event['detail']);
      answer();
    });
    document.addEventListener('wp_consent_type_defined', answer);
    answer();
  }
});
