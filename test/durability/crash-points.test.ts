import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { createStore } from '../../activities/store/create-store';
import { type CrashPoint, isAt, STORE_POINTS } from '../support/crash-points';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { copyOf, diesAt, record } from './die-recording';
import { firstOfEachType, type Step, streams } from './event-streams';

afterAll(removeDataFolders);

const seconds = 1_000;
const LOG = join('studies', 'lfm', 'routing_decisions.log');

type Files = Readonly<Record<string, string>>;

/** Every file is the old one or the new one; the log alone may have grown by a part of what is added. */
function expectOldOrNew(
  found: Files,
  { old, fresh }: { readonly old: Files; readonly fresh: Files },
) {
  for (const [name, text] of Object.entries(found)) {
    if (name.endsWith('.tmp')) continue;
    const grown = name === LOG && fresh[LOG]?.startsWith(text) && text.startsWith(old[LOG] ?? '');
    expect([old[name], fresh[name], grown ? text : undefined]).toContain(text);
  }
}

/** Records the event in a copy of the folder, dies at each point that it comes to, and records it again. */
async function pointsSurvived({ before, event }: Step): Promise<readonly CrashPoint[]> {
  const start = await dataFolder();
  await record(start, before);
  const old = await filesBelow(start);
  const unbroken = await copyOf(start);
  await record(unbroken, [event]);
  const fresh = await filesBelow(unbroken);
  const survived: CrashPoint[] = [];
  for (const point of STORE_POINTS) {
    const dataDir = await copyOf(start);
    const isLast = (change: Parameters<typeof isAt>[1]) => isAt(point, change);
    if (await diesAt(dataDir, isLast, () => record(dataDir, [event]))) survived.push(point);
    expectOldOrNew(await filesBelow(dataDir), { old, fresh });
    await record(dataDir, [event]);
    expect(await filesBelow(dataDir)).toEqual(fresh);
    await rm(dataDir, { recursive: true });
  }
  return survived;
}

describe('a process that dies at a named point between two writes', () => {
  it(
    'loses no event and doubles none: for every point and every type of event',
    async () => {
      const steps = firstOfEachType(await streams());
      expect(steps.length).toBeGreaterThanOrEqual(19);
      const survived = new Map<string, readonly CrashPoint[]>();
      for (const step of steps) survived.set(step.type, await pointsSurvived(step));
      // Each event is written through the log, its cycle's file and the mark; each point is come to by some.
      for (const points of survived.values()) expect(points.length).toBeGreaterThanOrEqual(12);
      expect(new Set([...survived.values()].flat())).toEqual(new Set(STORE_POINTS));
    },
    300 * seconds,
  );

  it(
    'comes to the same files after any deaths in any order, whoever completes them',
    async () => {
      const all = await streams();
      const plan = fc.record({
        size: fc.integer({ min: 1, max: 6 }),
        deaths: fc.array(fc.constantFrom(...STORE_POINTS), { maxLength: 3 }),
        recovers: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...Object.values(all)),
          fc.infiniteStream(plan),
          async (events, plans) => {
            const dataDir = await dataFolder();
            for (let done = 0; done < events.length;) {
              const { size, deaths, recovers } = plans.next().value;
              const batch = events.slice(done, done + size);
              for (const point of deaths) {
                await diesAt(
                  dataDir,
                  (change) => isAt(point, change),
                  () => record(dataDir, batch),
                );
                if (recovers) await createStore({ dataDir }).recoverStudy('lfm');
              }
              await record(dataDir, batch);
              done += batch.length;
            }
            const unbroken = await dataFolder();
            await record(unbroken, events);
            expect(await filesBelow(dataDir)).toEqual(await filesBelow(unbroken));
          },
        ),
        { numRuns: 12 },
      );
    },
    300 * seconds,
  );
});
