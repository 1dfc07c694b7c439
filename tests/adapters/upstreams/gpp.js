// A consent platform of the IAB's own library for the Global Privacy Platform, for California.
import { CmpApi } from '@iabgpp/cmpapi';

let platform;
const save = value => {
  platform.setSignalStatus('not ready');
  for (const field of ['SaleOptOut', 'SharingOptOut']) platform.setFieldValue('usca', field, value);
  platform.setApplicableSections([8]);
  platform.fireSectionChange('usca');
  platform.setSignalStatus('ready');
};

window.upstream = {
  begin() {
    platform = new CmpApi(300, 1);
    platform.setCmpStatus('loaded');
  },
  no: () => save(1),
  yes: () => save(2)
};
