// A consent platform of the IAB's own library, with strings that its other library makes.
import { CmpApi } from '@iabtechlabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtechlabtcf/core';

const names = Object.fromEntries(Array.from({ length: 11 }, (_, place) => [place + 1, { id: place + 1, name: `Purpose ${place + 1}` }]));
const list = { gvlSpecificationVersion: 3, vendorListVersion: 1, tcfPolicyVersion: 5, lastUpdated: '2026-11-01T00:00:00Z', purposes: names, specialPurposes: {}, features: {}, specialFeatures: {}, vendors: {}, stacks: {} };

let platform;
const save = purposes => {
  const model = new TCModel(new GVL(list));
  Object.assign(model, { cmpId: 300, cmpVersion: 1, consentScreen: 1, isServiceSpecific: true, publisherCountryCode: 'DE' });
  model.purposeConsents.set(purposes);
  platform.update(TCString.encode(model), false);
};

window.upstream = {
  begin() {
    platform = new CmpApi(300, 1, true);
    platform.update('', true);
  },
  no: () => save([1, 2, 3, 4, 5]),
  yes: () => save([1, 5, 6])
};
