// @ts-check
// Shopify's Customer Privacy API: reads what the shop may do for this visitor. It writes nothing, because what is set there holds for the whole shop.
//
// Reads `Shopify.customerPrivacy`, loaded by `Shopify.loadFeatures` (feature `consent-tracking-api`, version 0.1), and the event `visitorConsentCollected`
// (shopify.dev/docs/api/customer-privacy). Terms are preferences, analytics, marketing and saleOfData.

const TERMS = { content: ['preferences'], ads: ['marketing', 'saleOfData'], measurement: ['analytics'] };
const METHODS = {
  preferences: 'preferencesProcessingAllowed',
  analytics: 'analyticsProcessingAllowed',
  marketing: 'marketingAllowed',
  saleOfData: 'saleOfDataAllowed'
};

/** What the shop calls each sort of purpose. */
export const terms = ({ kind = 'content' }) => TERMS[kind] || [];

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    let heard = {};
    // A no in the event stands, even where the methods have not followed yet.
    const answer = () => say(term => window['Shopify'].customerPrivacy[METHODS[term]]() === true && heard[term + 'Allowed'] !== false && heard[term] !== false);
    const shop = await when(() => window['Shopify']?.loadFeatures && window['Shopify']);
    document.addEventListener('visitorConsentCollected', event => {
      heard = event['detail'] || {};
      answer();
    });
    if (!shop.customerPrivacy) {
      await new Promise((done, fail) => shop.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], error => error ? fail(error) : done(0)));
    }
    answer();
  }
});
