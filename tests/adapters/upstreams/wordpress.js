// The WP Consent API of WordPress, as its page in the directory documents its calls: the choice lies in a cookie, and a change is an event.
const has = category => document.cookie.includes(`wp_consent_${category}=allow`);

const set = (category, value) => {
  document.cookie = `wp_consent_${category}=${value};path=/`;
  document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: { [category]: value } }));
};

window.upstream = {
  begin() {
    window.wp_consent_type = 'optin';
    window.wp_has_consent = has;
    window.wp_set_consent = set;
    document.dispatchEvent(new CustomEvent('wp_consent_type_defined'));
  },
  no: () => set('preferences', 'deny'),
  yes: () => set('preferences', 'allow')
};
