import { join } from 'node:path';
import type { StoreFiles } from '../../../activities/store/medium';
import type { DecisionLine } from '../../history/decision-log';
import { parseDecisionLine } from '../../history/parse-decision-line';
import { meanAccuracy } from '../../runs/accuracies';
import type { EvaluationSummary } from '../../runs/evaluation';
import { specId } from '../../spec/spec-id';
import type { CurvePoint } from './improvement-curve';

/** Per phase the accuracy of its route at the start and at the end of every cycle. */
export type Curves = Readonly<Record<string, readonly CurvePoint[]>>;

/** Reads the improvement curves of a study from its decision log; none where there is no log. */
export async function readCurves(stored: StoreFiles, folder: string): Promise<Curves> {
  const text = (await stored.text(join(folder, 'routing_decisions.log'))) ?? '';
  return curvesOf(
    text
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const parsed = parseDecisionLine(line);
        return parsed.ok ? [parsed.value] : [];
      }),
  );
}

/** A later measurement of the same point replaces an earlier one. */
export function curvesOf(lines: readonly DecisionLine[]): Curves {
  const curves: Record<string, CurvePoint[]> = {};
  const measured = new Map<string, number>();
  for (const line of lines) {
    remember(measured, line);
    const found = pointOf(line, measured);
    if (!found) continue;
    const before = (curves[found.phase] ?? []).filter(({ cycle }) => cycle !== found.cycle);
    curves[found.phase] = [...before, { cycle: found.cycle, accuracy: found.accuracy }];
  }
  return curves;
}

function remember(measured: Map<string, number>, line: DecisionLine): void {
  for (const summary of summariesIn(line)) measured.set(summary.specId, meanAccuracy(summary));
}

function summariesIn(line: DecisionLine): readonly EvaluationSummary[] {
  if (line.type === 'trial-kept') return line.summaries;
  const hasSummary = line.type === 'baseline-measured' || line.type === 'candidate-decided';
  return hasSummary ? [line.summary] : [];
}

/** A baseline measured at the start of a cycle is the end of the cycle before; a new one is the end of its own. */
function pointOf(
  line: DecisionLine,
  measured: ReadonlyMap<string, number>,
): (CurvePoint & { readonly phase: string }) | null {
  if (line.type === 'baseline-measured') {
    return { phase: line.phase, cycle: line.cycle - 1, accuracy: meanAccuracy(line.summary) };
  }
  if (line.type !== 'baseline-promoted' && line.type !== 'trial-kept') return null;
  return {
    phase: line.to.phase,
    cycle: line.cycle,
    accuracy: measured.get(specId(line.to)) ?? 0,
  };
}
