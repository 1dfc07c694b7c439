// What a check has found: a code for programs, a sentence for people, and the evidence for both.
// It looks at nothing itself.
import path from 'node:path';

const shown = value => typeof value == 'string' ? value : JSON.stringify(value);

const written = ({ code, sentence, evidence: { where, expected, found, screenshot }, reproduce }, place) => [
  `${place + 1}. ${code}: ${sentence}`,
  `   where: ${where}`,
  `   expected: ${shown(expected)}`,
  `   found: ${shown(found)}`,
  ...screenshot ? [`   screenshot: ${screenshot}`] : [],
  `   to reproduce: ${reproduce}`
].join('\n');

/** Thrown by every check that does not pass. `code` and `evidence` are those of the first finding; `findings` has all. */
export class OvertFinding extends Error {
  constructor(check, findings) {
    super(`${check}: ${findings.length == 1 ? '1 finding' : `${findings.length} findings`}\n${findings.map(written).join('\n')}`);
    const [{ code, evidence }] = findings;
    Object.assign(this, { name: 'OvertFinding', check, code, evidence, findings });
  }
}

/** Gathers what a check finds, and throws it at the end: one run shows everything. */
export function gather(check, { screenshots } = {}) {
  const findings = [];
  return {
    codes: () => findings.map(({ code }) => code),
    /** Notes one finding; the same one is noted once. */
    async add(page, code, sentence, { where, expected, found }, reproduce) {
      if (findings.some(one => one.code == code && one.evidence.where == where)) return;
      const evidence = { where, expected, found };
      if (screenshots) {
        const file = path.join(screenshots, `${check}-${findings.length + 1}-${code}.png`);
        await page.screenshot({ path: file }).then(() => { evidence.screenshot = file; }, () => {});
      }
      findings.push({ code, sentence, evidence, reproduce });
    },
    close() {
      if (findings.length) throw new OvertFinding(check, findings);
    }
  };
}
