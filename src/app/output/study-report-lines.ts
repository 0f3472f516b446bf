import type { Recommendation } from '../../enforcement/recommendation';
import type { PhaseFeedback } from '../../history/harness-feedback';
import type { RuleScore, RuleScores } from '../../history/rule-scores';
import { improvementCurve } from '../demo/improvement-curve';
import type { StudyReportView } from '../report/read-report';
import type { Output } from './output';
import { type Column, tableLines, wrapped } from './table';

type Look = Pick<Output, 'paint' | 'width'>;

/** A study's report for a terminal: its routes, its improvement, its diagnoses and how often they were right. */
export function studyReportLines(report: StudyReportView, look: Look): readonly string[] {
  const { study, routing, feedback, curves } = report;
  const { paint } = look;
  const simulated = routing.simulatedModels
    ? `  ${paint.yellow('SIMULATED: answers are played from a table')}`
    : '';
  return [
    `${paint.bold(study)}  ${routing.state}${simulated}`,
    ...Object.entries(routing.phases).flatMap(([phase, route]) => [
      '',
      paint.bold(phase),
      `  route ${route.specId}, since cycle ${route.sinceCycle}`,
      ...indented(route.reason, look),
      ...improvementCurve(curves[phase] ?? []),
      ...feedbackLines(feedback.phases[phase], look),
    ]),
    '',
    ...scoreLines(feedback.rules, look),
  ];
}

function feedbackLines(feedback: PhaseFeedback | undefined, look: Look): readonly string[] {
  if (!feedback) return [];
  const last = feedback.diagnoses.at(-1);
  return [
    ...(last
      ? indented(
          `diagnosis in cycle ${feedback.cycle}: ${last.diagnosis.class}. ${last.diagnosis.sentence}`,
          look,
        )
      : []),
    ...feedback.recommendations.flatMap((each) => indented(recommendationText(each), look)),
  ];
}

function recommendationText({
  patch,
  state,
  metric,
  direction,
  predicted,
  measured,
}: Recommendation): string {
  const change = Object.entries(patch)
    .map(([factor, value]) => `${factor} ${value}`)
    .join(', ');
  const found = measured === null ? 'not measured' : `measured ${measured.toFixed(3)}`;
  return `recommended ${change}, ${state}: predicted ${metric} ${direction} by ${predicted.toFixed(3)}, ${found}`;
}

type ScoredRule = RuleScore & { readonly diagnosis: string };

const COLUMNS: readonly Column<ScoredRule>[] = [
  { title: 'rule', text: ({ diagnosis }) => diagnosis },
  { title: 'right', text: ({ right }) => (right === null ? '-' : `${Math.round(100 * right)} %`) },
  { title: 'proposed', text: ({ proposed }) => String(proposed), align: 'right' },
  { title: 'kept', text: ({ kept }) => String(kept), align: 'right' },
  { title: 'undone', text: ({ undone }) => String(undone), align: 'right' },
  { title: 'superseded', text: ({ superseded }) => String(superseded), align: 'right' },
  { title: 'predicted', text: (rule) => meanOf(rule, rule.predictedTotal), align: 'right' },
  { title: 'measured', text: (rule) => meanOf(rule, rule.measuredTotal), align: 'right' },
  { title: '', text: () => '' },
];

/** Mean over what was verified. */
function meanOf({ kept, undone }: RuleScore, total: number): string {
  return kept + undone === 0 ? '-' : (total / (kept + undone)).toFixed(3);
}

function scoreLines(scores: RuleScores | undefined, look: Look): readonly string[] {
  const rules = Object.entries(scores?.byDiagnosis ?? {}).map(([diagnosis, score]) => ({
    diagnosis,
    ...score,
  }));
  if (rules.length === 0) return ['No diagnosis has recommended anything yet'];
  return [
    look.paint.bold('How often each rule of diagnosis was right'),
    ...tableLines(COLUMNS, rules, Number.POSITIVE_INFINITY).map((line) => `  ${line}`),
    ...indented(
      'right: kept of those verified; predicted and measured: the change of the metric, mean of those verified',
      look,
    ).map(look.paint.dim),
  ];
}

function indented(text: string, { width }: Look): readonly string[] {
  return wrapped(text, width - 2).map((line) => `  ${line}`);
}
