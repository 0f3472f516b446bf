import type { Check, Visit } from './check';
import { type Finding, fault } from './finding';

/** Makes all checks at once; their findings in the order of the list. A check that breaks is a fault of its own. */
export async function examine(checks: readonly Check[], visit: Visit): Promise<readonly Finding[]> {
  const found = await Promise.all(checks.map((check) => made(check, visit)));
  return found.flat();
}

async function made(check: Check, visit: Visit): Promise<readonly Finding[]> {
  const found = await check.run(visit).catch((error: unknown) => {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [
      fault(
        `the check failed: ${line}`,
        'RATCHET_DEBUG=1 ratchet status shows where such an error comes from',
      ),
    ];
  });
  return found.map((each) => ({ check: check.name, ...each }));
}
