// On the dishonest site every lie is caught, by the check that is for it and with its evidence; one lie at a time, and all at once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OvertFinding, canary, effortParity, expectEffect, expectNoPunishment, expectPersistent } from '../../kit/overt-test.js';
import { launch, serve } from '../embed/support.mjs';

const at = {};
before(async () => Object.assign(at, { server: await serve(), browser: await launch() }));
after(async () => {
  await at.browser?.close();
  at.server?.close();
});

const CHECKS = {
  expectNoPunishment: (page, _, options) => expectNoPunishment(page, options),
  expectPersistent: (_, context, options) => expectPersistent(context, { ...options, days: [1] }),
  expectEffect: (page, _, options) => expectEffect(page, options),
  effortParity: (page, _, options) => effortParity(page, options),
  canary: (page, _, options) => canary(page, options)
};

/** What a check throws on the site while it tells these lies; a check that passes has missed them. */
async function caught(check, lies) {
  const newContext = (given = {}) => at.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', viewport: { width: 900, height: 600 }, ...given });
  const context = await newContext();
  const visit = page => page.goto(`${at.server.origin}/fixtures/dishonest/${lies ? `?lies=${lies}` : ''}`);
  try {
    const result = await CHECKS[check](await context.newPage(), context, { visit, newContext, purposes: { goods: ['collect.json'] } });
    assert.fail(`${check} found nothing: ${JSON.stringify(result)}`);
  } catch (error) {
    if (error instanceof OvertFinding) return error;
    throw error;
  } finally {
    await context.close();
  }
}

/** By lie: the check that is for it, the code, where it was found, what was expected and what was there. */
const LIES = [
  ['blanks', 'expectNoPunishment', 'blankItem', /off: overt-slot\[name=goods\], item g1/, /Desk lamp/, /^$/],
  ['fewer', 'expectNoPunishment', 'missingItem', /off: .*item g10/, /Rocking chair/, /no such item/],
  ['fewer', 'expectNoPunishment', 'extraItem', /paused: .*item ad/, /no such item/, /Our partners/],
  ['raises-prices', 'expectNoPunishment', 'changedText', /off: .*item g1$/, /€ 24\.00/, /€ 27\.00/],
  ['walls', 'expectNoPunishment', 'wall', /off: "You said no/, /nothing over the page/, /\d+ % of the window: You said no/],
  ['locks', 'expectNoPunishment', 'lockedControl', /off: button {2}Search/, /usable/, /disabled/],
  ['locks', 'expectNoPunishment', 'missingControl', /off: a mailto:help@barn\.example/, /on the page/, /not on the page/],
  ['locks', 'expectNoPunishment', 'missingText', /off: "Help is at/, /Help is at/, /not on the page/],
  ['reports', 'expectNoPunishment', 'extraRequest', /off: GET .*refusals\.json/, /no such request/, /refusals\.json/],
  ['keeps-order', 'expectEffect', 'otherOrder', /after a reload: goods/, /^\["g1","g2","g3"/, /^\["g\d+",/],
  ['keeps-order', 'expectEffect', 'notHonoured', /overt:effect of goods/, /"done":true/, /"done":false/],
  ['sends', 'expectEffect', 'requestAfterStop', /on the same page: GET .*collect\.json/, /no such request/, /kind=\w+/],
  ['cites', 'expectEffect', 'captionCites', /after a reload: "Because you looked at/, /nothing that names/, /Because you looked at \w+/],
  ['opts-in', 'expectPersistent', 'scriptTried', /after a reload: the history/, /^\[\]$/, /"deed":"blocked"/],
  ['revives', 'expectPersistent', 'turnedOnAgain', /after a reload: localStorage\.overt/, /off/, /"deed":"on"/],
  ['forgets', 'expectPersistent', 'forgotten', /after a reload: localStorage\.overt/, /the record with the no/, /null/],
  ['nags', 'expectPersistent', 'askedAgain', /a day later: "Turn personalization back on"/, /no question for 180 days/, /back on/],
  ['hides-off', 'effortParity', 'offHidden', /panel, new, 360 px wide: Turn on/, /off beside on/, /not to be seen/],
  ['hides-off', 'effortParity', 'noEntry', /page, new, 360 px wide/, /a badge or a link/, /none/],
  ['hides-off', 'effortParity', 'offMorePresses', /panel/, /1/, /not within three/],
  ['shrinks-off', 'effortParity', 'offSmaller', /page, new, 360 px wide: Yes, for me/, /"height":\d\d/, /"fontSize":10/],
  ['shrinks-off', 'effortParity', 'offFainter', /page, new, 1280 px wide: Yes, for me/, /"contrast"/, /"contrast":1\.\d/],
  ['covers-off', 'effortParity', 'offCovered', /panel, on/, /off can be pressed/, /reaches div/],
  ['copies', 'canary', 'canaryStored', /after a reload: localStorage\.barn/, /no trace/, /canary\w{4}/],
  ['sends', 'canary', 'canarySent', /on the same page: GET .*collect\.json/, /no trace/, /kind=canary\w{4}/],
  ['cites', 'canary', 'canaryShown', /after a reload: p/, /no trace/, /Because you looked at Kind canary\w{4}/],
  ['keeps-order', 'canary', 'canaryInOrder', /after a reload: goods/, /"g9","g10"\]$/, /^\["g10",/]
];

const text = value => typeof value == 'string' ? value : JSON.stringify(value);

/** That among the findings there is this one, with its evidence, and that the message says it to people. */
function assertFound(error, check, code, where, expected, found) {
  const about = error.findings.map(({ code, evidence }) => `${code} at ${evidence.where}: ${text(evidence.found)}`).join('\n');
  const finding = error.findings.find(one => one.code == code && where.test(one.evidence.where));
  assert.ok(finding, `${code} at ${where} is not among\n${about}`);
  assert.match(text(finding.evidence.expected), expected);
  assert.match(text(finding.evidence.found), found);
  assert.equal(error.check, check);
  for (const part of [check, finding.sentence, finding.evidence.where, text(finding.evidence.found), finding.reproduce]) {
    assert.ok(error.message.includes(part), `the message says "${part}": ${error.message}`);
  }
}

// With every change all lies are told at once, and each by itself where no effort is spared.
if (process.env.OVERT_EFFORT == 'full') describe('one lie at a time', { concurrency: 3 }, () => {
  const runs = new Map();
  for (const [lie, check, ...wanted] of LIES) {
    test(`${lie} is caught by ${check} as ${wanted[0]}`, async () => {
      const key = `${lie} ${check}`;
      if (!runs.has(key)) runs.set(key, caught(check, lie));
      const error = await runs.get(key);
      assertFound(error, check, ...wanted);
      assert.deepEqual([error.code, error.evidence], [error.findings[0].code, error.findings[0].evidence]);
    });
  }
});

describe('all lies at once', { concurrency: 3 }, () => {
  const ALL = {
    expectNoPunishment: ['blankItem', 'missingItem', 'changedText', 'wall', 'lockedControl', 'extraRequest'],
    expectPersistent: ['turnedOnAgain'],
    expectEffect: ['captionCites', 'requestAfterStop'],
    effortParity: ['noEntry', 'offHidden'],
    canary: ['canaryStored', 'canarySent', 'canaryShown']
  };
  for (const [check, codes] of Object.entries(ALL)) {
    test(`${check} fails, and names them`, async () => {
      const error = await caught(check, '');
      const found = new Set(error.findings.map(({ code }) => code));
      assert.deepEqual(codes.filter(code => !found.has(code)), [], `found: ${[...found]}\n${error.message}`);
    });
  }
});
