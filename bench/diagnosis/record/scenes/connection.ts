import { setTimeout as wait } from 'node:timers/promises';
import type { FaultPlan } from '../fault';
import type { Pilot } from '../pilot';
import type { Scene } from '../scene';
import { itemsThatWere, someOf, usualSeconds } from './choose';
import { BASE, rowsOf, SHORT, SMOL, SMOL_NATIVE } from './measures';

const PASS = { kind: 'pass' } as const;

/** Requests that fail once or for good, a server that dies, silence, a cache. */
export function infrastructure(pilot: Pilot): readonly Scene[] {
  const all = [lasting(pilot), passing(pilot), killed(pilot), silences(pilot), caches(pilot)];
  const longest = Math.max(...all.map(({ length }) => length));
  return Array.from({ length: longest }, (_, place) =>
    all.flatMap((list) => list.slice(place, place + 1)),
  ).flat();
}

function sceneOf(pilot: Pilot, id: string, rest: Partial<Scene> & Pick<Scene, 'how'>): Scene {
  return {
    ...BASE,
    ...SMOL_NATIVE,
    id: `infrastructure/${id}`,
    cause: 'infrastructure',
    items: someOf(itemsThatWere(pilot, SMOL_NATIVE, 'PN'), 5),
    spec: { variant: 'native_api' },
    params: { max_tokens: 8 },
    bites: ({ runs, ended }) => ended !== undefined || runs.some(({ voids }) => voids.length > 0),
    ...rest,
  };
}

function lasting(pilot: Pilot): readonly Scene[] {
  const from =
    (first: number, fault: ReturnType<FaultPlan>): FaultPlan =>
    ({ run }) =>
      run >= first ? fault : PASS;
  return [2, 3].flatMap((run) => [
    sceneOf(pilot, `other-model-${run}`, {
      how: `another model answers from run ${run} on`,
      faults: from(run, { kind: 'served', model: 'other-model' }),
    }),
    sceneOf(pilot, `key-${run}`, {
      how: `the key is refused from run ${run} on`,
      faults: from(run, { kind: 'status', status: 401 }),
    }),
    sceneOf(pilot, `gone-${run}`, {
      how: `the endpoint no longer knows the model from run ${run} on`,
      faults: from(run, { kind: 'status', status: 404 }),
    }),
  ]);
}

function passing(pilot: Pilot): readonly Scene[] {
  return [1, 2, 3].flatMap((run) => [
    sceneOf(pilot, `failed-${run}`, {
      how: `status 500 once in run ${run}`,
      faults: once(run, { kind: 'status', status: 500 }),
    }),
    sceneOf(pilot, `cut-${run}`, {
      how: `the connection is cut once in run ${run}`,
      faults: once(run, { kind: 'cut' }),
    }),
    sceneOf(pilot, `failed-twice-${run}`, {
      how: `status 502 in two attempts at run ${run}`,
      faults: once(run, { kind: 'status', status: 502 }, 2),
      spec: { variant: 'native_api', isolation: 0 },
    }),
  ]);
}

function once(run: number, fault: ReturnType<FaultPlan>, times = 1): FaultPlan {
  let left = times;
  return (request) => {
    if (request.run !== run || left === 0) return PASS;
    left -= 1;
    return fault;
  };
}

function killed(pilot: Pilot): readonly Scene[] {
  return [1, 2, 3].map((run) =>
    sceneOf(pilot, `killed-${run}`, {
      how: `the server is killed in run ${run} and started again`,
      during: async (at, { server }) => {
        if (at !== run) return;
        await wait(600);
        await server.kill();
        await server.restart();
      },
      params: { max_tokens: 48 },
    }),
  );
}

function silences(pilot: Pilot): readonly Scene[] {
  return [2, 3].map((first) =>
    sceneOf(pilot, `silent-${first}`, {
      ...SMOL,
      how: `the endpoint takes requests and never answers, in runs ${first} and ${first + 1}`,
      items: someOf(itemsThatWere(pilot, SMOL, 'P'), 4),
      spec: { variant: 'few_shot', timeoutSeconds: 4 * usualSeconds(pilot, SMOL) },
      params: {},
      runs: 5,
      faults: ({ run }) => (run === first || run === first + 1 ? { kind: 'hang' } : PASS),
      bites: (evaluation) => {
        const silent = rowsOf(evaluation).slice(first - 1, first + 1);
        const others = rowsOf(evaluation).filter((_, at) => at < first - 1 || at > first);
        return /^T+$/.test(silent.join('')) && !others.join('').includes('T');
      },
    }),
  );
}

function caches(pilot: Pilot): readonly Scene[] {
  const natives = itemsThatWere(pilot, SMOL_NATIVE, 'N');
  return [0, 2, 4, 6].map((from) =>
    sceneOf(pilot, `cache-${from}`, {
      how: 'a proxy that answers from a cache, whatever seed and temperature',
      items: someOf(natives, 5, from),
      spec: { variant: 'native_api', temperature: 0.9 },
      params: SHORT,
      runs: 4,
      faults: () => ({ kind: 'cached' }),
      bites: ({ runs }) => new Set(runs.map(({ answers }) => answers)).size === 1,
    }),
  );
}
