import { changeShown } from '../../output/changes-shown';
import { html, type Markup } from './html';
import { chance, change } from './numbers';
import { type Step, stepsOf } from './steps';
import type { PhaseStory } from './story';

/** What changed from the first spec to the last, and what each change brought. */
export function stepsSection(phase: PhaseStory): Markup {
  const steps = stepsOf(phase);
  if (steps.length === 0) {
    return html`<p>The route is the one that the study began with: nothing has been certified better.</p>`;
  }
  return html`<div class="scroll"><table><caption>What each change brought</caption>
<thead><tr><th scope="col" class="n">cycle</th><th scope="col">change</th><th scope="col" class="n">gain</th><th scope="col" class="n">95 % interval</th><th scope="col" class="n">p</th><th scope="col">why</th></tr></thead>
<tbody>${steps.map(stepRow)}</tbody></table></div>`;
}

function stepRow(step: Step): Markup {
  const { cycle, kind, changes, gain, p, reason } = step;
  return html`<tr><td class="n">${cycle}</td><td>${changes.map(
    (each) => html`<code>${changeShown(each)}</code><br>`,
  )}<span class="small">${kind}</span></td><td class="n">${gain === null ? '–' : change(gain)}</td><td class="n">${intervalOf(
    step,
  )}</td><td class="n">${p === null ? '–' : chance(p)}</td><td>${reason}</td></tr>`;
}

function intervalOf({ gain, margin }: Step): string {
  if (gain === null || margin === null) return '–';
  return `${change(gain - margin)} to ${change(gain + margin)}`;
}
