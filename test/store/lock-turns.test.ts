import fs from 'node:fs/promises';
import fc from 'fast-check';
import type { Owner } from '../../activities/store/lock-owner';
import {
  endTurnsBefore,
  forgetTurnsBefore,
  freeTurn,
  isStillOurs,
  lastTurn,
  type OwnTurn,
  takeTurn,
} from '../../activities/store/lock-turns';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

/** Lets the scheduler say in which order calls to the disk are made. @returns what undoes it */
function inOrderOf(scheduler: fc.Scheduler): () => void {
  const { readdir, readFile, open, rename, rm } = fs;
  const ordered =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await scheduler.schedule(Promise.resolve());
      return call(...args);
    };
  Object.assign(fs, {
    readdir: ordered(readdir),
    readFile: ordered(readFile),
    open: ordered(open),
    rename: ordered(rename),
    rm: ordered(rm),
  });
  return () => {
    Object.assign(fs, { readdir, readFile, open, rename, rm });
  };
}

function owner(token: string): Owner {
  return { pid: 1, started: null, place: null, host: 'here', since: 'now', token };
}

/** Waits for its turn; an impatient one takes a turn that it finds held for lost, as after a long silence. */
async function ownTurn(folder: string, token: string, isImpatient: boolean): Promise<OwnTurn> {
  for (;;) {
    const last = await lastTurn(folder);
    if (!last.isFree && !isImpatient) continue;
    const turn = await takeTurn(folder, last.number + 1, owner(token));
    if (turn !== null) return turn;
  }
}

describe('takeTurn()', () => {
  it.each([1, 2, 3])('gives nothing to one that was slower by %i whole turns', async (many) => {
    const folder = await dataFolder();
    for (let number = 1; number <= many; number += 1) {
      const turn = await takeTurn(folder, number, owner('faster'));
      if (turn === null) throw new Error('Nobody else has it');
      await endTurnsBefore(folder, number);
      await forgetTurnsBefore(folder, number);
      await freeTurn(turn);
    }
    // It had seen that nobody had a turn yet; the file of number 1 is not there.
    expect(await takeTurn(folder, 1, owner('slower'))).toBeNull();
    expect(await lastTurn(folder)).toEqual({ number: many, isFree: true });
  });
});

describe('the turns of a lock, in any order of the calls to the disk', () => {
  it('let one in at a time, and each of them in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, many) => {
        const folder = await dataFolder();
        let inside = 0;
        const numbers: number[] = [];
        const restore = inOrderOf(scheduler);
        const one = async (_: unknown, place: number) => {
          for (const round of [1, 2]) {
            const turn = await ownTurn(folder, `${place}-${round}`, false);
            inside += 1;
            expect(inside).toBe(1);
            expect(await endTurnsBefore(folder, turn.number)).toBe(false);
            await forgetTurnsBefore(folder, turn.number);
            expect(await isStillOurs(turn)).toBe(true);
            numbers.push(turn.number);
            inside -= 1;
            await freeTurn(turn);
          }
        };
        try {
          await scheduler.waitFor(Promise.all(Array.from({ length: many }, one)));
        } finally {
          restore();
        }
        expect(numbers).toEqual(numbers.toSorted((first, second) => first - second));
        expect(new Set(numbers).size).toBe(2 * many);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('tell everyone whose turn was taken over, before the next one begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { minLength: 2, maxLength: 4 }),
        async (scheduler, impatient) => {
          const folder = await dataFolder();
          const begun: OwnTurn[] = [];
          const restore = inOrderOf(scheduler);
          const one = async (isImpatient: boolean, place: number) => {
            const turn = await ownTurn(folder, String(place), isImpatient);
            await endTurnsBefore(folder, turn.number);
            const earlier = begun.filter(({ number }) => number < turn.number);
            begun.push(turn);
            for (const lost of earlier) expect(await isStillOurs(lost)).toBe(false);
            await forgetTurnsBefore(folder, turn.number);
            await freeTurn(turn);
          };
          try {
            await scheduler.waitFor(Promise.all(impatient.map(one)));
          } finally {
            restore();
          }
          expect(new Set(begun.map(({ number }) => number)).size).toBe(impatient.length);
          expect((await lastTurn(folder)).isFree).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
