import { hostname } from 'node:os';
import { activityInfo } from '@temporalio/activity';
import type { Latency, RunMeasurements } from '../../src/runs/run';
import { median } from '../../src/statistics/median';
import { percentile } from '../../src/statistics/percentile';
import type { ModelEntry, ModelIdentity } from '../ports';
import type { CallNote, ItemResult } from './ask-item';

/** What a run's measurements are made of. */
export interface Measured {
  readonly entry: ModelEntry;
  readonly identity: ModelIdentity;
  readonly notes: readonly CallNote[];
  readonly results: readonly ItemResult[];
  readonly gapMs: number | null;
  /** Milliseconds that it waited for its slot. */
  readonly waitedMs: number;
  readonly worker: string;
}

/** What faults or the clock may change: calls thrown away cost time and money like all others. */
export function measurements(measured: Measured): RunMeasurements {
  const { entry, identity, notes, results, gapMs, waitedMs, worker } = measured;
  const answers = notes.flatMap(({ answer }) => (answer ? [answer] : []));
  const total = (of: (answer: (typeof answers)[number]) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0);
  const inputTokens = total(({ usage }) => usage?.inputTokens ?? 0);
  const outputTokens = total(({ usage }) => usage?.outputTokens ?? 0);
  return {
    attempt: activityInfo().attempt,
    worker,
    host: hostname(),
    endpoint: entry.name,
    servedModel: answers.at(-1)?.servedModel ?? identity.servedModel,
    digest: identity.digest,
    gapMs: gapMs === null ? null : Math.round(gapMs),
    latency: latencyOf(results.map(({ elapsedMs }) => elapsedMs)),
    queueMs: Math.round(waitedMs + total(({ queueMs }) => queueMs)),
    inputTokens,
    outputTokens,
    costUsd: costOf(entry, inputTokens, outputTokens),
    calls: notes.length,
  };
}

function latencyOf(elapsed: readonly number[]): Latency {
  return {
    medianMs: Math.round(median(elapsed)),
    p95Ms: Math.round(percentile(elapsed, 0.95) ?? 0),
    firstMs: Math.round(elapsed[0] ?? 0),
  };
}

function costOf({ prices }: ModelEntry, inputTokens: number, outputTokens: number): number | null {
  if (prices === null) return null;
  return (
    (inputTokens * prices.inputPerMillion + outputTokens * prices.outputPerMillion) / 1_000_000
  );
}
