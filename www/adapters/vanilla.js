// @ts-check
// vanilla-cookieconsent 3: reads which categories and services the visitor has accepted. It writes nothing.
//
// Reads the global `CookieConsent` (`validConsent`, `acceptedCategory`, `acceptedService`) and hears `cc:onConsent` and `cc:onChange`
// (cookieconsent.orestbida.com/reference/api-reference). A page that imports it as a module sets `window.CookieConsent = CookieConsent` before `run()`.
// A term is a category, or `category/service`.

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const api = await when(() => window['CookieConsent']);
    const answer = () => say(term => {
      const [category, service] = term.split('/');
      return api.validConsent() === true && api.acceptedCategory(category) === true && (!service || api.acceptedService(service, category) === true);
    });
    for (const type of ['cc:onConsent', 'cc:onChange']) addEventListener(type, answer);
    answer();
  }
});
