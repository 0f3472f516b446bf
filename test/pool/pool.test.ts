import fc from 'fast-check';
import { answerTo, askPool, isAnswered } from '../../src/pool/ask-pool';
import { parsePool } from '../../src/pool/parse-pool-messages';
import {
  IDLE_MS,
  KEEP_MS,
  LEASE_MS,
  MAX_TICKETS,
  newPool,
  TICKET_MS,
  WINDOW_MS,
} from '../../src/pool/pool';
import { poolView } from '../../src/pool/pool-view';
import { isIdle, wakeAt } from '../../src/pool/wake-at';
import { PlayedPool, START } from './played-pool';

const limits = (slots: number, requestsPerMinute: number | null = null) => ({
  slots,
  requestsPerMinute,
});

const iso = (time: number): string => new Date(time).toISOString();

describe('a pool', () => {
  it('gives a free slot at once, and the only one to nobody else', () => {
    const pool = new PlayedPool(limits(1));
    const [a, b] = [pool.asker('a'), pool.asker('b')];
    pool.ask(a);
    pool.ask(b);
    expect([a.state, b.state]).toEqual(['holding', 'asking']);
    pool.release(a, false);
    expect(b.state).toBe('holding');
  });

  it('keeps the slot between two runs of an evaluation, for a while', () => {
    const pool = new PlayedPool(limits(1));
    const [a, b] = [pool.asker('a'), pool.asker('b')];
    pool.ask(a);
    pool.ask(b);
    for (let run = 1; run < 7; run += 1) {
      pool.release(a);
      pool.pass(KEEP_MS - 1);
      expect(b.state).toBe('asking');
      pool.ask(a);
      expect(a.state).toBe('holding');
    }
    pool.release(a);
    pool.pass(KEEP_MS);
    expect(b.state).toBe('holding');
  });

  it('has those ask again later who come later, and none so late that its place is lost', () => {
    const message = (place: number, patient: boolean) => {
      const study = `s${place}`;
      const asked = { id: study, study, evaluation: `${study}/e0`, run: 1, model: 'lfm' };
      return { ...asked, worker: 'w', limits: limits(1), patient };
    };
    let state = newPool('p', 0, START);
    const told = Array.from({ length: 60 }, (_, place) => {
      state = askPool(state, message(place, true), START);
      const { answer, ...after } = answerTo(state, message(place, true), START);
      if (isAnswered(state, `s${place}`, START)) state = after.state;
      return answer.kind === 'waiting' ? answer.askAgainMs : answer.kind;
    });
    // One holds the slot, and the answers of five are held back.
    expect([told[0], told[6], told[16], told[59]]).toEqual(['granted', 1_000, 3_000, 8_000]);
    expect(Math.max(...told.slice(6).map(Number))).toBeLessThan(TICKET_MS / 1.5);
  });

  it('keeps no slot for an evaluation that has ended, as the study’s next one tells', () => {
    const pool = new PlayedPool(limits(1));
    const [first, second, other] = [
      pool.asker('a', 'a/e0'),
      pool.asker('a', 'a/e1'),
      pool.asker('b'),
    ];
    pool.ask(first);
    pool.release(first);
    pool.ask(second);
    expect(second.state).toBe('holding');
    pool.ask(other);
    pool.release(second);
    pool.ask(first);
    expect([first.state, other.state]).toEqual(['asking', 'holding']);
  });

  it('lets studies take turns', () => {
    const pool = new PlayedPool(limits(1));
    const askers = ['a', 'b', 'c'].flatMap((study) =>
      [0, 1, 2].map((number) => pool.asker(study, `${study}/e${number}`)),
    );
    askers.forEach((asker) => pool.ask(asker));
    for (let turn = 0; turn < 9; turn += 1) {
      askers.forEach((asker) => pool.release(asker, false));
      askers.filter(({ state }) => state === 'told').forEach((asker) => pool.ask(asker));
    }
    expect(pool.turns.join('')).toBe('abcabcabc');
  });

  it('gives the slot of a silent worker to the next one, and tells the worker when it wakes', () => {
    const pool = new PlayedPool(limits(1));
    const [a, b] = [pool.asker('a'), pool.asker('b')];
    pool.ask(a);
    pool.ask(b);
    for (let waited = 0; waited < LEASE_MS + KEEP_MS; waited += 1_000) {
      expect(b.state).toBe('asking');
      pool.pass(1_000);
      pool.ask(b);
    }
    expect(b.state).toBe('holding');
    pool.renew(a);
    expect(a.state).toBe('idle');
  });

  it('gives the slot of a dead worker to the same evaluation again, as long as it is its turn', () => {
    const pool = new PlayedPool(limits(1));
    const [a, b] = [pool.asker('a'), pool.asker('b')];
    pool.ask(a);
    pool.ask(b);
    pool.die(a);
    for (let waited = 0; waited <= LEASE_MS; waited += 1_000) {
      pool.pass(1_000);
      pool.ask(a);
      pool.ask(b);
    }
    expect([a.state, b.state]).toEqual(['holding', 'asking']);
  });

  it('renews a lease that lapsed while nobody wanted it', () => {
    const pool = new PlayedPool(limits(1));
    const a = pool.asker('a');
    pool.ask(a);
    pool.pass(10 * LEASE_MS);
    pool.renew(a);
    expect(a.state).toBe('holding');
  });

  it('forgets who has not asked again', () => {
    const pool = new PlayedPool(limits(1));
    const [a, gone] = [pool.asker('a'), pool.asker('gone')];
    pool.ask(a);
    pool.ask(gone);
    pool.die(gone);
    for (let waited = 0; waited < 60_000; waited += 10_000) {
      pool.pass(10_000);
      pool.renew(a);
    }
    expect(pool.state.queue).toEqual([]);
  });

  it('after it was closed from outside takes up old leases and gives none until the last has lapsed', () => {
    const before = new PlayedPool(limits(1));
    const holder = before.asker('a');
    before.ask(holder);
    const pool = new PlayedPool(limits(1), START + LEASE_MS);
    const b = pool.asker('b');
    pool.ask(b);
    expect(b.state).toBe('asking');
    const old = Object.assign(pool.asker('a'), { ...holder });
    pool.renew(old);
    expect(old.state).toBe('holding');
    for (let waited = 0; waited < 2 * LEASE_MS; waited += 5_000) {
      pool.pass(5_000);
      pool.ask(b);
      pool.renew(old);
    }
    expect([old.state, b.state]).toEqual(['holding', 'asking']);
    pool.release(old, false);
    expect(b.state).toBe('holding');
  });

  it('counts the smallest figures where models files differ, and says so', () => {
    const pool = new PlayedPool(limits(2, 100));
    pool.ask(pool.asker('a'));
    const other = pool.asker('b');
    Object.assign(other, {
      message: { ...other.message, worker: 'other', limits: limits(1, 50) },
    });
    pool.ask(other);
    expect(other.state).toBe('asking');
    expect(poolView(pool.state, { now: pool.now, iso })).toMatchObject({
      slots: 1,
      requests: [{ model: 'lfm', perMinute: 50 }],
      notes: [
        'models files differ in the slots of the pool p: 2 on w, 1 on other; the smallest counts',
        'models files differ in the requests per minute of lfm of the pool p: 100 on w, 50 on other; the smallest counts',
      ],
    });
  });

  it('shows who holds its slots and who waits', () => {
    const pool = new PlayedPool(limits(1));
    pool.ask(pool.asker('a'));
    pool.pass(1_000);
    pool.ask(pool.asker('b'));
    expect(poolView(pool.state, { now: pool.now, iso })).toEqual({
      pool: 'p',
      slots: 1,
      holders: [
        {
          study: 'a',
          evaluation: 'a/e0',
          run: 1,
          model: 'lfm',
          worker: 'w',
          since: '2026-01-01T00:00:00.000Z',
          state: 'running',
          until: '2026-01-01T00:00:45.000Z',
        },
      ],
      waiting: [
        {
          study: 'b',
          evaluation: 'b/e0',
          run: 1,
          model: 'lfm',
          worker: 'w',
          since: '2026-01-01T00:00:01.000Z',
        },
      ],
      requests: [],
      notes: [],
    });
  });

  it('ends when nobody has needed it for a while, and needs no clock before', () => {
    const pool = new PlayedPool(limits(1));
    const a = pool.asker('a');
    pool.ask(a);
    pool.release(a);
    expect(wakeAt(pool.state, pool.now)).toBe(START + IDLE_MS);
    pool.now += IDLE_MS;
    expect(isIdle(pool.state, pool.now)).toBe(true);
  });

  it('shares requests per minute among the leases that are open', () => {
    const pool = new PlayedPool(limits(2, 10));
    const [a, b] = [pool.asker('a'), pool.asker('b')];
    pool.ask(a);
    const begun = (asker: typeof a): number => {
      let count = 0;
      for (let more = 0; more < 3; more += 1) {
        while (pool.request(asker)) count += 1;
        pool.renew(asker);
      }
      return count;
    };
    expect(begun(a)).toBe(10);
    pool.ask(b);
    expect(begun(b)).toBe(0);
    pool.pass(WINDOW_MS);
    pool.renew(a);
    pool.renew(b);
    expect([begun(a), begun(b)]).toEqual([5, 5]);
  });

  it('gives away no request that another lease was given and may still use', () => {
    const pool = new PlayedPool(limits(2, 10));
    const [saver, spender] = [pool.asker('a'), pool.asker('b')];
    pool.ask(saver);
    pool.ask(spender);
    for (let more = 0; more < 5; more += 1) pool.request(spender);
    pool.release(spender, false);
    const third = pool.asker('c');
    pool.ask(third);
    expect([third.state, pool.request(third)]).toEqual(['holding', false]);
    for (let more = 0; more < 5; more += 1) expect(pool.request(saver)).toBe(true);
    expect(pool.requests).toHaveLength(10);
  });
});

describe('whatever happens to a pool', () => {
  const studies = ['a', 'b', 'c', 'd'];
  const event = fc.record({
    what: fc.constantFrom(
      'ask',
      'ask',
      'ask',
      'renew',
      'release',
      'leave',
      'die',
      'request',
      'request',
    ),
    study: fc.constantFrom(...studies),
    number: fc.nat(2),
    ms: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(5_000), fc.nat(50_000)),
  });
  const events = fc.array(event, { minLength: 20, maxLength: 150 });

  function play(
    pool: PlayedPool,
    { what, study, number, ms }: typeof event extends fc.Arbitrary<infer E> ? E : never,
  ) {
    const asker = pool.asker(study, `${study}/e${number}`);
    if (what === 'ask') pool.ask(asker);
    if (what === 'renew') pool.renew(asker);
    if (what === 'release') pool.release(asker);
    if (what === 'leave') pool.release(asker, false);
    if (what === 'die') pool.die(asker);
    if (what === 'request') pool.request(asker);
    pool.pass(ms);
  }

  it('no more use the endpoint at once than there are slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), events, (slots, all) => {
        const pool = new PlayedPool(limits(slots));
        for (const each of all) {
          play(pool, each);
          expect(pool.users().length).toBeLessThanOrEqual(slots);
          expect(pool.state.leases.length).toBeLessThanOrEqual(slots);
          const evaluations = pool.state.leases.map(({ evaluation }) => evaluation);
          expect(new Set(evaluations).size).toBe(evaluations.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('no minute has more requests than the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 3 }),
        events,
        (most, slots, all) => {
          const pool = new PlayedPool(limits(slots, most));
          for (const each of all) {
            play(pool, each);
            if (each.what === 'request') {
              for (let burst = 0; burst < 5; burst += 1)
                pool.request(pool.asker(each.study, `${each.study}/e${each.number}`));
            }
          }
          for (const start of pool.requests) {
            const within = pool.requests.filter(
              (time) => time >= start && time < start + WINDOW_MS,
            );
            expect(within.length).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('nobody is passed over twice by the same study', () => {
    fc.assert(
      fc.property(events, (all) => {
        const pool = new PlayedPool(limits(1));
        const asks = studies.map((study) => pool.asker(study));
        for (const { what, study, ms } of all) {
          const asker = pool.asker(study);
          if (what === 'release' || what === 'leave') pool.release(asker, what === 'release');
          else pool.renew(asker);
          for (const each of asks) pool.ask(each);
          pool.pass(Math.min(ms, 1_000));
        }
        // Everybody always wants a slot: between two turns of one study all others have had theirs.
        const { turns } = pool;
        const rounds = turns.flatMap((study, at) => {
          const next = turns.indexOf(study, at + 1);
          return next > 0 ? [new Set(turns.slice(at, next)).size] : [];
        });
        expect(rounds).toEqual(rounds.map(() => studies.length));
      }),
      { numRuns: 200 },
    );
  });

  it('no slot is lost for good', () => {
    fc.assert(
      fc.property(events, (all) => {
        const pool = new PlayedPool(limits(2));
        for (const each of all) play(pool, each);
        const late = pool.asker('late');
        for (let waited = 0; waited <= 2 * LEASE_MS && late.state !== 'holding'; waited += 2_000) {
          pool.ask(late);
          pool.pass(2_000);
        }
        expect(late.state).toBe('holding');
      }),
      { numRuns: 200 },
    );
  });

  it('its state stays small, and can be carried on', () => {
    const pool = new PlayedPool(limits(1));
    for (let number = 0; number < 2 * MAX_TICKETS; number += 1) {
      pool.ask(
        pool.asker(`study-${number}`, `study-${number}/c1/extended/e12-variant-atomic_few_shot`),
      );
    }
    expect(pool.state.queue.length).toBe(MAX_TICKETS);
    expect(JSON.stringify(pool.state).length).toBeLessThan(64 * 1024);
    expect(parsePool(JSON.parse(JSON.stringify(pool.state)))).toEqual({
      ok: true,
      value: pool.state,
    });
  });
});
