// Klaro, with a service that is on before anybody has said so.
import * as klaro from 'klaro/dist/klaro-no-css';

const config = { version: 1, elementID: 'klaro', noAutoLoad: true, default: true, storageMethod: 'localStorage', services: [{ name: 'recommendations', title: 'Recommendations', purposes: ['personalization'] }] };

const save = value => {
  const manager = klaro.getManager();
  manager.changeAll(value);
  manager.saveAndApplyConsents();
};

window.upstream = {
  begin() {
    window.klaro = klaro;
    klaro.setup(config);
  },
  no: () => save(false),
  yes: () => save(true)
};
