import type { Recommendation } from '../../../enforcement/recommendation';
import { html, type Markup } from './html';
import { change } from './numbers';
import { ofType, type PhaseStory } from './story';

/** What was wrong, and what became of what was recommended; the same sentence in cycle after cycle once. */
export function diagnosesSection(phase: PhaseStory): Markup {
  const diagnosed = ofType(phase.events, 'diagnosed');
  const distinct = diagnosed.filter(
    ({ diagnosis, specId }, place) =>
      diagnosed.findIndex(
        (other) => other.specId === specId && other.diagnosis.sentence === diagnosis.sentence,
      ) === place,
  );
  if (distinct.length === 0) return html`<p>Nothing has been diagnosed yet.</p>`;
  const recommendations = recommendationsIn(phase);
  return html`<div class="scroll"><table><caption>Diagnoses</caption><thead><tr><th scope="col" class="n">cycle</th><th scope="col">class</th><th scope="col">evidence</th></tr></thead>
<tbody>${distinct.map(
    ({ cycle, diagnosis, specId }) =>
      html`<tr><td class="n">${cycle}</td><td>${diagnosis.class}<br><code class="small">${specId}</code></td><td>${diagnosis.sentence}</td></tr>`,
  )}</tbody></table></div>${
    recommendations.length === 0
      ? ''
      : html`<div class="scroll"><table><caption>Recommendations, predicted against measured</caption><thead><tr><th scope="col">for</th><th scope="col">change</th><th scope="col">became</th><th scope="col">metric</th><th scope="col" class="n">predicted</th><th scope="col" class="n">measured</th><th scope="col">why</th></tr></thead>
<tbody>${recommendations.map(recommendationRow)}</tbody></table></div>`
  }`;
}

/** Each recommendation as it stands at the end. */
function recommendationsIn({ events }: PhaseStory): readonly Recommendation[] {
  const last = new Map<string, Recommendation>();
  for (const event of events) {
    if ('recommendation' in event && event.recommendation) {
      last.set(event.recommendation.id, event.recommendation);
    }
  }
  return [...last.values()];
}

function recommendationRow(recommendation: Recommendation): Markup {
  const { diagnosis, patch, state, metric, direction, predicted, measured, reason } =
    recommendation;
  const sign = direction === 'up' ? 1 : -1;
  return html`<tr><td>${diagnosis}</td><td>${Object.entries(patch).map(
    ([factor, value]) => html`<code>${factor}: ${value}</code><br>`,
  )}</td><td>${state}</td><td>${metric}</td><td class="n">${change(sign * predicted)}</td><td class="n">${
    measured === null ? '–' : change(sign * measured)
  }</td><td>${reason}</td></tr>`;
}
