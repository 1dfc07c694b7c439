// The commands of Consent Mode, as Google documents them; its own scripts come from its own servers only.
window.dataLayer = [];
window.gtag = function () {
  window.dataLayer.push(arguments);
};
const types = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage', 'security_storage'];
const all = state => Object.fromEntries(types.map(type => [type, state]));

window.upstream = {
  begin: () => window.gtag('consent', 'default', { ...all('denied'), wait_for_update: 500 }),
  no: () => window.gtag('consent', 'update', all('denied')),
  yes: () => window.gtag('consent', 'update', all('granted')),
  // What Google's scripts take each type to be: the latest command.
  holds: () => Object.assign({}, ...[...window.dataLayer].filter(command => command[0] == 'consent').map(command => command[2]))
};
