// vanilla-cookieconsent, as a page uses it that imports it.
import * as CookieConsent from 'vanilla-cookieconsent';

const categories = { necessary: { readOnly: true }, personalization: {} };
const section = { title: 'Choices', description: 'What this page may do', acceptAllBtn: 'Accept', acceptNecessaryBtn: 'Reject', savePreferencesBtn: 'Save', sections: [] };

window.upstream = {
  async begin() {
    window.CookieConsent = CookieConsent;
    await CookieConsent.run({ categories, autoShow: false, language: { default: 'en', translations: { en: { consentModal: section, preferencesModal: section } } } });
  },
  no: () => CookieConsent.acceptCategory([]),
  yes: () => CookieConsent.acceptCategory('all')
};
