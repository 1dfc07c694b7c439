// @ts-check
// Klaro 0.7: reads what the visitor has saved. It writes nothing.
//
// Reads `klaro.getManager()`: `confirmed` and `savedConsents`, and hears its watchers (klaro.org/docs/api/js_api). Terms are the names of services.
// A service that is on before anybody has said so is no yes; a switch that was moved and not saved yet is none either.

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const manager = await when(() => window['klaro'].getManager());
    const answer = () => say(service => manager.confirmed === true && manager.savedConsents[service] === true && manager.getConsent(service) === true);
    manager.watch({ update: answer });
    answer();
  }
});
