import { ceilingSection } from './ceiling-section';
import { cyclesSection } from './cycle-section';
import { diagnosesSection } from './diagnoses-section';
import { gridTable, type LetterGrid } from './grid';
import { html, type Markup } from './html';
import { stepsSection } from './steps-section';
import type { PhaseStory } from './story';

/** Pictures of a phase, as SVG. */
export interface PhaseCharts {
  readonly improvement: Markup | '';
  readonly latency: Markup | '';
}

export function phaseSection(
  phase: PhaseStory,
  charts: PhaseCharts,
  grids: readonly LetterGrid[],
): Markup {
  const id = `phase-${phase.phase}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${phase.phase}</h2>
<figure>${charts.improvement}<figcaption>Line: the first measurement and every certified gain on top of it. Dots: what each cycle measured of its baseline.</figcaption></figure>
${ceilingSection(phase)}
<h3>Changes</h3>${stepsSection(phase)}
<h3>Decisions, cycle by cycle</h3>${cyclesSection(phase)}
<h3>Answers, item by item</h3>${gridsPart(grids)}
<h3>Diagnoses and what became of them</h3>${diagnosesSection(phase)}
<h3>Latency</h3><figure>${charts.latency}<figcaption>Line: median of the baseline per item; band: up to the 95th percentile.</figcaption></figure>
</section>`;
}

function gridsPart(grids: readonly LetterGrid[]): Markup {
  if (grids.length === 0) {
    return html`<p>The letters of the open cycle are in its workflow history; they are here once it is archived.</p>`;
  }
  return html`<p class="small">P right, W wrong tool, A wrong arguments, N no call where one was due, O a call where none was due, M cannot be read, T timed out; a column per run.</p><div class="grids">${grids.map(
    gridTable,
  )}</div>`;
}
