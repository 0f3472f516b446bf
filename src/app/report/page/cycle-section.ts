import type { Candidate } from '../../../candidates/candidate';
import type { GateResult } from '../../../gates/gate';
import type { StudyEvent } from '../../../history/study-event';
import { accuracyVariance, meanAccuracy, medianAccuracy } from '../../../runs/accuracies';
import type { EvaluationSummary } from '../../../runs/evaluation';
import type { Spec } from '../../../spec/spec';
import { changeShown, changesShown } from '../../output/changes-shown';
import { html, type Markup } from './html';
import { share } from './numbers';
import { type EventOf, ofType, type PhaseStory } from './story';

/** The decision table of each cycle, newest first; only the newest is open. */
export function cyclesSection(phase: PhaseStory): readonly Markup[] {
  const byCycle = new Map<number, StudyEvent[]>();
  for (const event of phase.events) {
    const events = byCycle.get(event.cycle) ?? [];
    events.push(event);
    byCycle.set(event.cycle, events);
  }
  const cycles = [...byCycle].filter(([, events]) => tells(events)).toReversed();
  return cycles.map(([cycle, events], place) => cycleDetails(cycle, events, place === 0));
}

function tells(events: readonly StudyEvent[]): boolean {
  return events.some(({ type }) => type === 'baseline-measured' || type === 'candidate-decided');
}

function cycleDetails(cycle: number, events: readonly StudyEvent[], open: boolean): Markup {
  const decided = ofType(events, 'candidate-decided');
  const promoted = ofType(events, 'baseline-promoted').length > 0;
  const baselines = ofType(events, 'baseline-measured').slice(-1);
  const baseline = baselines[0]?.summary.spec;
  const verdicts = decided.map(({ decision }) => decision.verdict);
  return html`<details class="cycle"${open ? html` open` : ''}><summary>Cycle ${cycle}: ${words(
    verdicts,
  )}${promoted ? html` <strong>new baseline</strong>` : ''}</summary>
<div class="scroll"><table aria-label="Decisions of cycle ${cycle}"><thead><tr><th scope="col">change</th><th scope="col">verdict</th><th scope="col">gates</th><th scope="col" class="n">runs</th><th scope="col" class="n">median</th><th scope="col" class="n">mean</th><th scope="col" class="n">variance</th><th scope="col">why</th></tr></thead>
<tbody>${baselines.map(baselineRow)}${decided.map((each) => candidateRow(each, baseline))}${ofType(
    events,
    'candidate-inapplicable',
  ).map((each) => inapplicableRow(each, baseline))}</tbody></table></div>${ofType(
    events,
    'promotion-verified',
  ).map(
    ({ keep, reason }) =>
      html`<p>Run again beside the old one: ${keep ? 'kept' : 'undone'}. ${reason}.</p>`,
  )}</details>`;
}

function words(verdicts: readonly string[]): string {
  const counts = ['PROMOTE', 'HOLD', 'REJECT'].flatMap((verdict) => {
    const count = verdicts.filter((each) => each === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  return counts.length === 0 ? 'no candidate decided' : counts.join(', ');
}

function baselineRow({ summary }: EventOf<'baseline-measured'>): Markup {
  return html`<tr><th scope="row">baseline<br><code class="small">${summary.specId}</code></th><td></td><td></td>${numbersOf(summary)}<td>${summary.diagnosis.class}</td></tr>`;
}

function candidateRow(
  { candidate, summary, decision }: EventOf<'candidate-decided'>,
  baseline: Spec | undefined,
): Markup {
  const { verdict, gates, reason } = decision;
  return html`<tr><th scope="row">${changesText(candidate, baseline)}<span class="small">${candidate.generator}</span></th><td><span class="verdict v-${verdict}">${verdict}</span></td><td class="gates">${gates.map(
    gateSign,
  )}</td>${numbersOf(summary)}<td>${reason}</td></tr>`;
}

function changesText(candidate: Candidate, baseline: Spec | undefined): readonly Markup[] {
  return changesShown(candidate, baseline).map(
    (each) => html`<code>${changeShown(each)}</code><br>`,
  );
}

function numbersOf(summary: EvaluationSummary): Markup {
  return html`<td class="n">${summary.runs}</td><td class="n">${share(medianAccuracy(summary))}</td><td class="n">${share(
    meanAccuracy(summary),
  )}</td><td class="n">${accuracyVariance(summary).toFixed(4)}</td>`;
}

const SIGNS = { pass: '✓', fail: '✗', undecided: '?' } as const;

function gateSign({ gate, outcome, reason }: GateResult): Markup {
  return html`<span class="g-${outcome}" title="${gate}: ${reason}"><span aria-hidden="true">${SIGNS[outcome]}</span><span class="hidden">${gate} ${outcome}; </span></span>`;
}

function inapplicableRow(
  { candidate, reason }: EventOf<'candidate-inapplicable'>,
  baseline: Spec | undefined,
): Markup {
  return html`<tr><th scope="row">${changesText(candidate, baseline)}</th><td>inapplicable</td><td></td><td class="n">0</td><td></td><td></td><td></td><td>${reason}</td></tr>`;
}
