import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAULT_KINDS } from './plans/fault-kinds';
import { longPlan } from './plans/long-form';
import type { Verdict } from './plans/play';
import { shortForm, shortPlans } from './plans/short-form';

const minutes = 60_000;
const SEED = 1;

describe('plans of faults', () => {
  it('are made from a seed alone', () => {
    const length = { questions: 1_000, events: 100 };
    expect(longPlan(7, FAULT_KINDS, length)).toEqual(longPlan(7, FAULT_KINDS, length));
    expect(longPlan(8, FAULT_KINDS, length)).not.toEqual(longPlan(7, FAULT_KINDS, length));
  });

  it('have every kind of fault in their long form, and a kill each in their short one', () => {
    const long = longPlan(7, FAULT_KINDS, { questions: 1_000, events: 100 });
    const names = long.faults.map(({ kind }) => kind);
    expect(new Set(names)).toEqual(new Set(FAULT_KINDS.map(({ name }) => name)));
    for (const { faults } of shortPlans(SEED, FAULT_KINDS)) {
      expect(faults.filter(({ kind }) => kind.startsWith('kill -9'))).toHaveLength(1);
    }
  });

  it('strike at different moments of the study, in order', () => {
    const { faults } = longPlan(7, FAULT_KINDS, { questions: 1_000, events: 1_000 });
    const counts = faults.map(({ moment }) => moment.count);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(new Set(counts).size).toBeGreaterThan(faults.length - 3);
  });
});

describe('a study on which a plan of faults is played, beside the same study undisturbed', () => {
  let folder: string;
  let verdicts: readonly Verdict[];
  const told: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-plans-'));
    const say = (line: string): void => void told.push(line);
    verdicts = await shortForm({ form: 'short', seed: SEED, cycles: 1, folder, say });
  }, 6 * minutes);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is played with a kill of the worker, of the server and of both', () => {
    expect(verdicts).toHaveLength(3);
    for (const { played } of verdicts) expect(played.kills).toBeGreaterThanOrEqual(1);
    for (const left of told.filter((line) => line.startsWith('left out'))) console.warn(left);
  });

  it('ends the same, with every run counted once, none paid again without need, and clean audits', () => {
    const wrong = verdicts.flatMap(({ name, plan, checks }) =>
      checks.filter(({ holds }) => !holds).map((check) => ({ study: name, plan, ...check })),
    );
    expect(wrong).toEqual([]);
  });
});
