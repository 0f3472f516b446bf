import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import type { EvaluationSummary } from '../../runs/evaluation';
import { specId } from '../../spec/spec-id';
import { improvementChart } from './charts/improvement-chart';
import { latencyChart } from './charts/latency-chart';
import { createPlotter, type Plotter } from './charts/plotter';
import type { LetterGrid } from './page/grid';
import { Markup } from './page/html';
import { improvementOf } from './page/improvement';
import { reportPage } from './page/page';
import type { PhaseCharts } from './page/phase-section';
import { ofType, type PhaseStory } from './page/story';
import { readLetters, type WantedLetters } from './read-letters';
import type { StudyReportView } from './read-report';
import { readStory } from './read-story';

/**
 * The HTML report of a study, from its files alone.
 *
 * @throws {CliError} exit code 2 where the log's chain is broken, bad input where it does not begin with an admission
 */
export async function makePage(
  stored: StoreFiles,
  { study, routing }: StudyReportView,
): Promise<string> {
  const folder = studyFolder(stored.root, study);
  const story = await readStory(stored, study);
  const plotter = await createPlotter();
  const charts: Record<string, PhaseCharts> = {};
  const grids: Record<string, readonly LetterGrid[]> = {};
  for (const phase of story.phases) {
    charts[phase.phase] = chartsOf(phase, plotter);
    grids[phase.phase] = await readLetters(stored, folder, gridsWorthShowing(phase));
  }
  return reportPage({ story, routing, charts, grids });
}

function chartsOf(phase: PhaseStory, plotter: Plotter): PhaseCharts {
  const improvement = improvementOf(phase);
  const latencies = ofType(phase.events, 'baseline-measured').map(({ cycle, summary }) => ({
    cycle,
    medianMs: summary.measured.latency.medianMs,
    p95Ms: summary.measured.latency.p95Ms,
  }));
  if (latencies.length === 0) return { improvement: '', latency: '' };
  return {
    improvement: new Markup(improvementChart(plotter, improvement, phase.phase)),
    latency: new Markup(latencyChart(plotter, latencies, phase.phase)),
  };
}

/** The first baseline, whatever passed the gates, and the newest baseline: what the route's history rests on. */
function gridsWorthShowing({ events }: PhaseStory): readonly WantedLetters[] {
  const baselines = ofType(events, 'baseline-measured').map(({ summary }) => summary);
  // Of several that pass the gates in a cycle, one becomes the baseline.
  const winners = new Set(ofType(events, 'baseline-promoted').map(({ to }) => specId(to)));
  const promoting = ofType(events, 'candidate-decided')
    .filter(({ decision }) => decision.verdict === 'PROMOTE')
    .map(({ summary }) => summary);
  return [
    ...baselines.slice(0, 1).map(asWanted('first baseline')),
    ...promoting
      .slice(-MOST_PROMOTED)
      .map((each) => asWanted(winners.has(each.specId) ? 'promoted' : 'passed the gates')(each)),
    ...baselines.slice(1).slice(-1).map(asWanted('newest baseline')),
  ];
}

function asWanted(role: string) {
  return ({ evaluation, specId }: EvaluationSummary): WantedLetters => ({
    evaluation,
    specId,
    role,
  });
}

const MOST_PROMOTED = 8;
