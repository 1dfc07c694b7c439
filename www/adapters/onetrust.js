// @ts-check
// OneTrust's web script: reads which groups are active. It writes nothing.
//
// Reads `window.OnetrustActiveGroups` and hears `OneTrustGroupsUpdated`, whose detail lists the active groups
// (developer.onetrust.com, Web CMP Events Guide). Terms are the ids of groups, such as `C0003`.

/** @param {any} tools */
export const adapter = ({ when }) => ({
  async read(say) {
    const answer = groups => say(Array.isArray(groups) && (group => groups.includes(group)));
    addEventListener('OneTrustGroupsUpdated', event => answer(event['detail']));
    const groups = await when(() => window['OnetrustActiveGroups']);
    answer(typeof groups == 'string' ? groups.split(',') : groups);
  }
});
