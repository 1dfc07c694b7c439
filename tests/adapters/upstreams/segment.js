// Segment's analytics.js with its settings at hand, and a destination that keeps what it is sent.
import { AnalyticsBrowser } from '@segment/analytics-next';

window.sent = [];
const keep = ({ event }) => {
  window.sent.push({ event: event.event, ...event.context.consent?.categoryPreferences });
};
const destination = { name: 'Kept', type: 'destination', version: '1', isLoaded: () => true, load: async () => {}, track: async context => (keep(context), context) };

// Before the loader: an event that is sent before the adapter is there has no word of it.
window.analytics = AnalyticsBrowser.load({ writeKey: 'none', cdnSettings: { integrations: {} } }, { disableClientPersistence: true, integrations: { 'Segment.io': false } });
window.analytics.register(destination);
