// A site owner's own checks, as docs/testing.md shows them; held against the types of the kit, and against the text of that page.
// sample:begin
import { canary, effortParity, expectEffect, expectNoPunishment, expectPersistent } from 'overt-test';
import type { BrowserContext, Page } from 'playwright-core';

const site = {
  visit: (page: Page) => page.goto('https://shop.example/'),
  lists: ['#briefing'],
  purposes: { content: ['/collect', /recommend/] }
};

export async function honoursEveryNo(page: Page, context: BrowserContext): Promise<void> {
  await expectNoPunishment(page, site);
  await expectPersistent(context, site);
  await effortParity(page, site);
  await canary(page, site);
}

export async function stopsWhatIsStopped(page: Page): Promise<void> {
  const { stopped } = await expectEffect(page, site);
  console.log(`Stopped, and seen to be: ${stopped.join(', ')}`);
}
// sample:end
