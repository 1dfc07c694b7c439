// A browser with Advanced Data Protection Control, as its draft describes the interface; no browser has it built in today.
let decide;
let decisions = { consent: [] };
const control = Object.assign(new EventTarget(), {
  request(list) {
    window.upstream.requested = list;
    return new Promise(done => {
      decide = () => done(decisions);
    });
  }
});
Object.defineProperty(navigator, 'dataProtectionControl', { value: control });

const set = userDecisions => {
  decisions = userDecisions;
  control.dispatchEvent(Object.assign(new Event('decisionchange'), { userDecisions }));
};

window.upstream = {
  begin: () => decide(),
  no: () => set({ consent: [], withdraw: ['*'] }),
  yes: () => set({ consent: ['recommendations'], withdraw: ['*'] })
};
