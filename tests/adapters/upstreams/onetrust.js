// OneTrust's web script, as its guide to events documents it; it comes from its own servers only.
const set = groups => {
  window.OnetrustActiveGroups = `,${groups.join(',')},`;
  dispatchEvent(new CustomEvent('OneTrustGroupsUpdated', { detail: groups }));
};

window.upstream = {
  begin: () => set(['C0001']),
  no: () => set(['C0001', 'C0002']),
  yes: () => set(['C0001', 'C0003'])
};
