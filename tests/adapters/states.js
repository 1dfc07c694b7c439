// What an upstream may be like, by name of its adapter: each is set up before anything else of the page runs, chosen by the address's query.
// `may` says whether the upstream has a clear yes; everything else is a no, and that is what the tests hold the adapters to.
(() => {
  const on = (target, name, value) => Object.defineProperty(target, name, { value, configurable: true });
  const tcf = (data, success = true) => () => on(window, '__tcfapi', (command, version, hear) => hear(data, success));
  const tc = more => ({ eventStatus: 'tcloaded', cmpStatus: 'loaded', gdprApplies: true, purpose: { consents: { 1: true, 5: true, 6: true }, legitimateInterests: {} }, ...more });
  const gpp = ping => () => on(window, '__gpp', (command, hear) => command == 'ping' ? hear(ping, true) : hear({ eventName: 'listenerRegistered', pingData: ping }, true));
  const ping = more => ({ signalStatus: 'ready', applicableSections: [7], parsedSections: { usnat: { SaleOptOut: 2, SharingOptOut: 2 } }, ...more });
  const google = (...commands) => () => {
    window.dataLayer = commands;
  };
  const shop = privacy => () => {
    window.Shopify = { loadFeatures: (_, done) => done(), customerPrivacy: privacy };
  };
  const word = has => () => {
    window.wp_has_consent = has;
  };
  const groups = value => () => {
    window.OnetrustActiveGroups = value;
  };
  const klaro = manager => () => {
    window.klaro = { getManager: () => manager };
  };
  const saved = (confirmed, value) => ({ confirmed, savedConsents: { recommendations: value }, getConsent: () => value, watch() {} });
  const vanilla = (valid, accepted) => () => {
    window.CookieConsent = { validConsent: () => valid, acceptedCategory: () => accepted, acceptedService: () => accepted };
  };
  const adpc = decisions => () => on(navigator, 'dataProtectionControl', Object.assign(new EventTarget(), { request: async () => decisions }));
  const header = (name, content) => () => document.head.append(Object.assign(document.createElement('meta'), { name, content }));
  const throws = () => {
    throw Error('upstream is broken');
  };
  const yes = true;
  const no = false;
  const missing = () => {};

  const states = {
    vanilla: [
      [no, missing], [yes, vanilla(true, true)], [no, vanilla(true, false)], [no, vanilla(false, true)], [no, vanilla('true', 'true')], [no, vanilla(1, 1)],
      [no, () => { window.CookieConsent = {}; }], [no, () => { window.CookieConsent = { validConsent: throws }; }], [no, () => { window.CookieConsent = 'loaded'; }]
    ],
    klaro: [
      [no, missing], [yes, klaro(saved(true, true))], [no, klaro(saved(false, true))], [no, klaro(saved(true, false))], [no, klaro(saved('yes', 'yes'))], [no, klaro({})],
      [no, klaro({ watch: throws })], [no, klaro({ confirmed: true, watch() {} })], [no, () => { window.klaro = { getManager: throws }; }], [no, klaro(null)]
    ],
    tcf: [
      [no, missing], [yes, tcf(tc())], [yes, tcf(tc({ gdprApplies: false, purpose: {} }))], [no, tcf(tc({ gdprApplies: undefined }))], [no, tcf(tc(), false)], [no, tcf(null, true)],
      [no, tcf(tc({ eventStatus: 'cmpuishown' }))], [no, tcf(tc({ eventStatus: 'other' }))], [no, tcf(tc({ cmpStatus: 'error' }))], [no, tcf(tc({ purpose: { consents: { 1: true, 5: true } } }))],
      [no, tcf(tc({ purpose: { consents: { 1: 1, 5: 1, 6: 1 } } }))], [no, tcf(tc({ purpose: { consents: 'all' } }))], [no, tcf(tc({ purpose: null }))],
      [no, tcf(tc({ purpose: { consents: {}, legitimateInterests: { 1: true, 5: true, 6: true } } }))], [no, () => on(window, '__tcfapi', throws)], [no, () => on(window, '__tcfapi', 'stub')]
    ],
    gpp: [
      [no, missing], [yes, gpp(ping())], [yes, gpp(ping({ applicableSections: [-1] }))], [no, gpp(ping({ parsedSections: { usnat: { SaleOptOut: 1, SharingOptOut: 2 } } }))],
      [no, gpp(ping({ parsedSections: { usnat: { SaleOptOut: 0, SharingOptOut: 2 } } }))], [no, gpp(ping({ parsedSections: { usnat: { SaleOptOut: 2 } } }))], [no, gpp(ping({ parsedSections: {} }))],
      [no, gpp(ping({ parsedSections: { usnat: { SaleOptOut: '2', SharingOptOut: '2' } } }))], [no, gpp(ping({ parsedSections: { usnat: [{ SaleOptOut: 2, SharingOptOut: 2 }, { Gpc: true }] } }))],
      [yes, gpp(ping({ parsedSections: { usnat: [{ SaleOptOut: 2, SharingOptOut: 2 }, { Gpc: false }] } }))],
      [no, gpp(ping({ parsedSections: { usnat: { SaleOptOut: 2, SharingOptOut: 2 }, usca: { SaleOptOut: 1 } } }))], [no, gpp(ping({ applicableSections: [] }))], [no, gpp(ping({ applicableSections: [0] }))],
      [no, gpp(ping({ signalStatus: 'not ready' }))], [no, gpp(ping({ signalStatus: undefined }))], [no, gpp(null)], [no, gpp('ready')], [no, () => on(window, '__gpp', throws)]
    ],
    google: [
      [no, missing], [no, google()], [yes, google(['consent', 'default', { personalization_storage: 'granted' }])], [no, google(['consent', 'default', { personalization_storage: 'denied' }])],
      [no, google(['consent', 'default', { personalization_storage: 'granted', region: ['US'] }])], [no, google(['consent', 'default', { ad_storage: 'granted' }])],
      [no, google(['consent', 'default', { personalization_storage: 'granted' }], ['consent', 'default', { personalization_storage: 'denied', region: ['DE'] }])],
      [no, google(['consent', 'default', { personalization_storage: 'granted' }], ['consent', 'update', { personalization_storage: 'denied' }])],
      [yes, google(['consent', 'default', { personalization_storage: 'denied' }], ['consent', 'update', { personalization_storage: 'granted' }])],
      [no, google(['consent', 'update', { personalization_storage: true }])], [no, google(['consent', 'update', null], { event: 'consent' }, null, 'consent')], [no, google(['consent', 'update', 'granted'])]
    ],
    shopify: [
      [no, missing], [yes, shop({ preferencesProcessingAllowed: () => true })], [no, shop({ preferencesProcessingAllowed: () => false })], [no, shop({ preferencesProcessingAllowed: () => 'yes' })],
      [no, shop({ preferencesProcessingAllowed: throws })], [no, shop({})], [no, shop(null)], [no, () => { window.Shopify = { loadFeatures: (_, done) => done(Error('none')) }; }],
      [no, () => { window.Shopify = { loadFeatures: throws }; }]
    ],
    wordpress: [[no, missing], [yes, word(name => name == 'preferences')], [no, word(() => false)], [no, word(() => 'allow')], [no, word(() => undefined)], [no, word(throws)], [no, word('yes')]],
    onetrust: [
      [no, missing], [yes, groups(',C0001,C0003,')], [no, groups(',C0001,')], [no, groups(',C00031,')], [no, groups(',')], [no, groups(7)], [no, groups({ C0003: true })], [yes, groups(['C0003'])]
    ],
    adpc: [
      [yes, missing], [yes, adpc({ consent: ['recommendations'] })], [yes, adpc({ consent: ['recommendations'], withdraw: ['*'] })], [no, adpc({})], [no, adpc({ consent: [] })], [no, adpc(null)],
      [no, adpc('yes')], [no, adpc({ consent: 7 })], [no, adpc({ consent: ['other'] })], [no, adpc({ consent: ['recommendations'], withdraw: ['recommendations'] })],
      [no, () => on(navigator, 'dataProtectionControl', {})], [no, () => on(navigator, 'dataProtectionControl', Object.assign(new EventTarget(), { request: throws }))],
      [yes, header('adpc', 'withdraw=*, consent="other recommendations"')], [no, header('adpc', 'withdraw=*')], [no, header('adpc', 'consent=recommendations, withdraw=recommendations')], [no, header('adpc', '')]
    ]
  };
  window.states = Object.fromEntries(Object.entries(states).map(([name, list]) => [name, list.map(([may]) => may)]));
  const [, name] = location.pathname.split('/');
  states[name]?.[Number(location.search.slice(1))]?.[1]();
})();
