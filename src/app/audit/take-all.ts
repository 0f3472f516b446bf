import type { Finding } from '../../audit/finding';

/** Everything that a check found, and what it says at its end. */
export async function takeAll<Report>(
  check: AsyncGenerator<Finding, Report>,
): Promise<{ readonly findings: readonly Finding[]; readonly report: Report }> {
  const findings: Finding[] = [];
  for (;;) {
    const next = await check.next();
    if (next.done) return { findings, report: next.value };
    findings.push(next.value);
  }
}
