import type { StudyStatus } from '../../study/status';
import type { MetricName } from './catalogue';
import type { Labels, Write } from './instruments';

/** Where an open study stands. */
export function writeStudy(write: Write, status: StudyStatus): void {
  for (const [metric, value, labels] of gaugesOf(status)) write(metric, value, labels);
}

/** A gauge cannot be taken away; Prometheus compares NaN with nothing, so no alert holds for a closed study. */
export function closeStudy(write: Write, status: StudyStatus): void {
  for (const [metric, , labels] of gaugesOf(status)) write(metric, Number.NaN, labels);
}

type Gauge = readonly [MetricName, number, Labels];

function gaugesOf({ study, cycle, trouble, phases, errorBudget }: StudyStatus): readonly Gauge[] {
  return [
    ['cycle', cycle, { study }],
    ['needsPerson', trouble === null ? 0 : 1, { study }],
    ...(errorBudget
      ? [['errorBudgetLeft', errorBudget.left / errorBudget.alpha, { study }] satisfies Gauge]
      : []),
    ...phases.flatMap(({ name: phase, accuracy, holds }): Gauge[] => [
      ['holds', holds?.length ?? 0, { study, phase }],
      ...(accuracy === null ? [] : [['accuracy', accuracy, { study, phase }] satisfies Gauge]),
    ]),
  ];
}
