import { rowOfBaseline, rowOfCandidate } from '../../../workflows/table';
import type { Recommendation } from '../../enforcement/recommendation';
import type { StudyEvent } from '../../history/study-event';
import type { Spec } from '../../spec/spec';
import { specId } from '../../spec/spec-id';
import type { TableRow } from '../../study/status';
import { changeShown, changesShown } from '../output/changes-shown';
import { decisionTable, verdictOf, verdictPaint } from '../output/decision-table';
import type { Output } from '../output/output';

type Look = Pick<Output, 'paint' | 'width'>;
type EventOf<Type extends StudyEvent['type']> = Extract<StudyEvent, { readonly type: Type }>;

/** Turns a study's events into lines for people: each as it happens, and a table when a cycle closes a phase. */
export function createTeller(look: Look): (event: StudyEvent) => readonly string[] {
  const tables = new Map<string, TableRow[]>();
  const baselines = new Map<string, Spec>();
  return (event) => {
    keepBaseline(event, baselines);
    const row = rowOf(event, baselines);
    if (row) tables.set(row.phase, [...(row.first ? [] : (tables.get(row.phase) ?? [])), row.row]);
    const line = row ? rowLine(event, row, look) : [];
    const table = event.type === 'phase-closed' ? (tables.get(event.phase) ?? []) : [];
    const closing = table.length > 1 ? ['', ...closedLines(event, table, look), ''] : [];
    return [...line, ...eventLines(event, tables, look), ...closing];
  };
}

interface PhaseRow {
  readonly phase: string;
  readonly row: TableRow;
  /** The baseline opens the cycle's table. */
  readonly first: boolean;
}

function keepBaseline(event: StudyEvent, baselines: Map<string, Spec>): void {
  if (event.type === 'baseline-measured') baselines.set(event.phase, event.summary.spec);
}

function rowOf(event: StudyEvent, baselines: ReadonlyMap<string, Spec>): PhaseRow | null {
  if (event.type === 'baseline-measured') {
    const { phase, summary } = event;
    return { phase, row: rowOfBaseline(summary.spec, summary), first: true };
  }
  const row = candidateRow(event);
  if (!row || !('candidate' in event)) return null;
  const changes = changesShown(event.candidate, baselines.get(event.phase));
  const change = changes.map(changeShown).join(', ');
  return { phase: event.phase, row: { ...row, change }, first: false };
}

function candidateRow(event: StudyEvent): TableRow | null {
  if (event.type === 'candidate-decided') {
    const { candidate, summary, decision } = event;
    const name = lastPart(summary.evaluation);
    return rowOfCandidate({ name, candidate }, { state: 'decided', summary, decision });
  }
  if (event.type === 'candidate-screened') {
    const { candidate, summary } = event;
    const runs = summary.runs === 1 ? '1 run' : `${summary.runs} runs`;
    const found = {
      state: 'measured',
      summary,
      reason: `screening, ${runs}: never evidence`,
    } as const;
    return rowOfCandidate({ name: lastPart(summary.evaluation), candidate }, found);
  }
  if (event.type === 'candidate-inapplicable') {
    const { candidate, reason } = event;
    const name = event.id.split('/')[2] ?? '';
    return rowOfCandidate({ name, candidate }, { state: 'inapplicable', reason });
  }
  return null;
}

function lastPart(evaluation: string): string {
  return evaluation.split('/').at(-1) ?? '';
}

function rowLine(event: StudyEvent, { phase, row }: PhaseRow, look: Look): readonly string[] {
  const accuracy = row.accuracy === null ? '' : `  accuracy ${row.accuracy.toFixed(3)}`;
  const verdict = verdictOf(row);
  const painted = verdict === '' ? '' : `  ${verdictPaint(row, look.paint)(verdict)}`;
  return [`${placeOf(event, phase, look)}${row.change}${accuracy}${painted}`];
}

function placeOf({ cycle }: Pick<StudyEvent, 'cycle'>, phase: string, { paint }: Look): string {
  return `${paint.dim(`c${cycle} ${phase}`)}  `;
}

function closedLines(event: StudyEvent, table: readonly TableRow[], look: Look): readonly string[] {
  const phase = 'phase' in event ? event.phase : '';
  return [look.paint.bold(`cycle ${event.cycle}, ${phase}`), ...decisionTable(table, look)];
}

function eventLines(
  event: StudyEvent,
  tables: ReadonlyMap<string, readonly TableRow[]>,
  look: Look,
): readonly string[] {
  const { type } = event;
  if (type === 'baseline-promoted') {
    return promotedLines(event, tables.get(event.phase) ?? [], look);
  }
  if (type === 'promotion-verified') return verifiedLines(event, look);
  if (type === 'diagnosed') return diagnosedLines(event, look);
  if (type === 'control') return controlLines(event);
  return trialOrCeilingLines(event, look);
}

function trialOrCeilingLines(event: StudyEvent, look: Look): readonly string[] {
  const { type } = event;
  if (type === 'trial-opened') return openedLines(event, look);
  if (type === 'trial-kept') return trialLines(event, look.paint.green, look);
  if (type === 'trial-undone') return trialLines(event, look.paint.yellow, look);
  if (type === 'held-out-measured') return heldOutLines(event, look);
  if (type === 'route-watched') return watchedLines(event, look);
  if (type === 'recommendation-settled') return settledLines(event, look);
  return type === 'ceiling-reached'
    ? [`${placeOf(event, event.phase, look)}${event.sentence}`]
    : [];
}

function controlLines({ control }: EventOf<'control'>): readonly string[] {
  const { name, applied, note } = control;
  return [`message ${name}: ${applied ? '' : 'refused: '}${note}`];
}

function promotedLines(
  event: EventOf<'baseline-promoted'>,
  table: readonly TableRow[],
  look: Look,
): readonly string[] {
  const before = table.find(({ specId: id }) => id === specId(event.from))?.accuracy;
  const after = table.find(({ specId: id }) => id === specId(event.to))?.accuracy;
  const known = typeof before === 'number' && typeof after === 'number';
  const gain = known ? `: accuracy ${before.toFixed(3)} → ${after.toFixed(3)}` : '';
  const words = `promoted ${specId(event.to)}${gain}`;
  return [`${placeOf(event, event.phase, look)}${look.paint.green(look.paint.bold(words))}`];
}

function verifiedLines(event: EventOf<'promotion-verified'>, look: Look): readonly string[] {
  const paint = event.keep ? look.paint.dim : look.paint.yellow;
  return [`${placeOf(event, event.phase, look)}${paint(`verified: ${event.reason}`)}`];
}

/** A route that is what it was is told quietly; one that is not stands out. */
function watchedLines(event: EventOf<'route-watched'>, look: Look): readonly string[] {
  const paint = event.verdict === 'as-promised' ? look.paint.dim : look.paint.yellow;
  return [`${placeOf(event, event.phase, look)}${paint(`watched: ${event.reason}`)}`];
}

function settledLines(event: EventOf<'recommendation-settled'>, look: Look): readonly string[] {
  const { recommendation } = event;
  const paint = recommendation.state === 'kept' ? look.paint.green : look.paint.dim;
  const told = paint(recommendation.reason);
  return [`${placeOf(event, recommendation.phase, look)}${patchText(recommendation)} ${told}`];
}

/** A certified loss is a warning that nobody may overlook. */
function heldOutLines(event: EventOf<'held-out-measured'>, look: Look): readonly string[] {
  const { claim } = event;
  const paint = claim.claim === 'certified-loss' ? look.paint.red : (text: string): string => text;
  return [`${placeOf(event, event.phase, look)}${paint(claim.sentence)}`];
}

function diagnosedLines(event: EventOf<'diagnosed'>, look: Look): readonly string[] {
  const { recommendation, diagnosis } = event;
  if (!recommendation) return [];
  return [
    `${placeOf(event, event.phase, look)}diagnosis ${diagnosis.class}: ${diagnosis.sentence}; recommends ${patchText(recommendation)}`,
  ];
}

function openedLines(event: EventOf<'trial-opened'>, look: Look): readonly string[] {
  const { recommendation, trial } = event;
  const { metric, direction, predicted, phase } = recommendation;
  return [
    `${placeOf(event, phase, look)}tries ${specId(trial)}: predicts ${metric} ${direction} by ${predicted.toFixed(3)}`,
  ];
}

function trialLines(
  event: EventOf<'trial-kept'> | EventOf<'trial-undone'>,
  paint: (text: string) => string,
  look: Look,
): readonly string[] {
  const { recommendation } = event;
  return [
    `${placeOf(event, recommendation.phase, look)}${patchText(recommendation)} ${paint(recommendation.reason)}`,
  ];
}

function patchText({ patch }: Recommendation): string {
  return Object.entries(patch)
    .map(([factor, value]) => `${factor} ${value}`)
    .join(', ');
}
