// Shopify's Customer Privacy API, as Shopify documents its calls; its scripts are served in its shops only.
let may = false;

window.upstream = {
  begin() {
    window.Shopify = {
      loadFeatures(features, done) {
        window.upstream.asked = features;
        window.Shopify.customerPrivacy = Object.fromEntries(['preferencesProcessingAllowed', 'analyticsProcessingAllowed', 'marketingAllowed', 'saleOfDataAllowed'].map(name => [name, () => may]));
        setTimeout(done);
      }
    };
  },
  set(allowed) {
    may = allowed;
    document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: { preferencesAllowed: may, analyticsAllowed: may, marketingAllowed: may, saleOfDataAllowed: may } }));
  },
  no: () => window.upstream.set(false),
  yes: () => window.upstream.set(true)
};
