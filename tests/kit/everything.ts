// All that the kit's types have, used as it works; compiled and not run.
import { OvertFinding, canary, effortParity, expectEffect, expectNoPunishment, expectPersistent } from 'overt-test';
import type { Act, Address, Check, Compared, Evidence, Finding, FindingCode, SiteOptions } from 'overt-test';
import type { BrowserContext, Page } from 'playwright-core';

/** Takes a value of exactly this type: what is wider or narrower is an error. */
const exactly = <Wanted>() => <Given>(value: Given, ...same: (<T>() => T extends Wanted ? 1 : 2) extends <T>() => T extends Given ? 1 : 2 ? [] : [never]) => void [value, same];

export async function all(page: Page, context: BrowserContext): Promise<void> {
  exactly<boolean>()(page.isClosed());
  const site: SiteOptions = { visit: page => page.goto('/'), lists: ['ol'], ignore: ['time'], newContext: options => (context.browser() ?? page.context().browser())!.newContext(options), screenshots: 'found', watchMs: 100 };
  exactly<Compared[]>()((await expectNoPunishment(page, site)).compared);
  exactly<string[]>()((await expectPersistent(context, { ...site, days: [1], asks: ['dialog'], elsewhere: page => page.goto('/about'), learn: async () => {} })).looked);
  const acts: Act[] = ['off', 'pause', 'reset', page => page.click('#mine')];
  const addresses: Address[] = ['/collect', /collect/, url => url.endsWith('/collect')];
  for (const act of acts) exactly<string[]>()((await expectEffect(page, { ...site, act, purposes: { content: addresses }, captions: '.why' })).stopped);
  const { compared, presses } = await effortParity(page, { ...site, widths: [320] });
  exactly<number>()(compared);
  exactly<number | null>()(presses.off);
  exactly<string>()((await canary(page, { ...site, signal: 'viewed.shelf' })).planted);
  // @ts-expect-error Without a visit there is nothing to look at.
  await canary(page, {});
  // @ts-expect-error A context has the visitor who comes again, not a page.
  await expectPersistent(page, site);
  // @ts-expect-error There is no such act.
  await expectEffect(page, { ...site, act: 'on' });
}

export function read(error: unknown): string[] {
  if (!(error instanceof OvertFinding)) return [];
  exactly<Check>()(error.check);
  exactly<FindingCode>()(error.code);
  exactly<Evidence>()(error.evidence);
  exactly<Finding>()(error.findings[0]);
  exactly<string | undefined>()(error.evidence.screenshot);
  return error.findings.map(({ code, sentence, evidence, reproduce }) => [code, sentence, evidence.where, String(evidence.found), reproduce].join('\n'));
}
