// What a site owner imports: five checks over a Playwright page, and what they throw.
// It decides nothing of what is personalized; it only looks at what the page does after a visitor chose.
export { OvertFinding } from './finding.js';
export { expectNoPunishment } from './punishment.js';
export { expectPersistent } from './persistence.js';
export { expectEffect } from './effect.js';
export { effortParity } from './effort.js';
export { canary } from './canary.js';
