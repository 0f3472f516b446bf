import { canonicalJson } from '../canonical-json';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import type { RunRecord } from './run-record';

/** Something that a run sent out, and to whom. */
export interface SentValue {
  /** `activity 3`, `workflow lfm/c1/atomic/e0-baseline`. */
  readonly to: string;
  readonly value: unknown;
}

interface RecordedCommand extends SentValue {
  /** `event 41, recordEvents`. */
  readonly at: string;
}

/**
 * Does a replay send out what the history says that the run did? Temporal compares which commands are given and in
 * which order; this compares what is in them: everything that the code computed.
 */
export function compareCommands(
  run: RunRecord,
  replayed: readonly SentValue[],
): readonly FindingInside[] {
  const sent = byReceiver(replayed);
  return commandsOf(run).flatMap((command) => {
    const finding = differs(command, sent.get(command.to) ?? []);
    return finding ? [finding] : [];
  });
}

/** The first command of a history that a replay did not give: `event 5, measureRun`; null: it gave them all. */
export function firstUnsent(run: RunRecord, replayed: readonly SentValue[]): string | null {
  const sent = byReceiver(replayed);
  return (
    commandsOf(run).find((command) => differs(command, sent.get(command.to) ?? []))?.at ?? null
  );
}

function byReceiver(replayed: readonly SentValue[]): ReadonlyMap<string, readonly unknown[]> {
  const sent = new Map<string, unknown[]>();
  for (const { to, value } of replayed) {
    const own = sent.get(to) ?? [];
    own.push(value);
    sent.set(to, own);
  }
  return sent;
}

/** What a run was told to send, by the events of its history. */
function commandsOf(run: RunRecord): readonly RecordedCommand[] {
  const activities = run.activities.flatMap(({ event, id, type, input }) =>
    input.map((value) => ({ to: `activity ${id}`, value, event, at: `event ${event}, ${type}` })),
  );
  const children = run.children.flatMap(({ event, workflowId, input }) =>
    input.map((value) => ({
      to: `workflow ${workflowId}`,
      value,
      event,
      at: `event ${event}, start of ${workflowId}`,
    })),
  );
  const started = [...activities, ...children].toSorted((left, right) => left.event - right.event);
  return [...started, ...endOf(run)];
}

function endOf({ workflowId, events, end }: RunRecord): readonly RecordedCommand[] {
  const to = `workflow ${workflowId}`;
  if (end?.kind === 'completed') return [{ to, value: end.result, at: `event ${events}, result` }];
  if (end?.kind !== 'continued-as-new') return [];
  return end.input.map((value) => ({ to, value, at: `event ${events}, what it hands on` }));
}

function differs({ value, at }: RecordedCommand, sent: readonly unknown[]): FindingInside | null {
  if (value === undefined) return null;
  const text = canonicalJson(value);
  if (sent.some((each) => each !== undefined && canonicalJson(each) === text)) return null;
  const [closest] = sent
    .map((each) => jsonDifference(each, value))
    .toSorted((left, right) => depthOf(right?.at) - depthOf(left?.at));
  if (!closest) return { at, expected: 'nothing to be sent', found: 'something' };
  return { ...closest, at: `${at}, ${closest.at}` };
}

/** Of several values that went the same way the one that has most in common tells most. */
function depthOf(at: string | undefined): number {
  return at === undefined || at === '(document)' ? 0 : at.length;
}
