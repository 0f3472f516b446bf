import { changesBetween } from '../../../candidates/changes';
import type { RoutingConfig } from '../../../routing/routing-config';
import { specId } from '../../../spec/spec-id';
import { changeShown } from '../../output/changes-shown';
import { html, type Markup } from './html';
import { endsOf, improvementOf } from './improvement';
import { change, count, dollars, moment, share } from './numbers';
import { spentBy } from './spent';
import { type Step, stepsOf } from './steps';
import type { PhaseStory, Story } from './story';

/** What was found, in one screen: per phase from where to where, by how much, at what cost. */
export function summarySection(story: Story, routing: RoutingConfig): Markup {
  const spent = spentBy(story.events);
  const first = story.events[0]?.measured.at ?? '';
  const last = story.events.at(-1)?.measured.at ?? '';
  return html`<section aria-labelledby="found"><h2 id="found">What was found</h2>
<table aria-label="What was found"><thead><tr><th scope="col">phase</th><th scope="col" class="n">accuracy</th><th scope="col">route</th><th scope="col">changed</th></tr></thead>
<tbody>${story.phases.map((phase) => phaseRow(phase, routing))}</tbody></table>
<p class="small">${stateSentence(story)} ${moment(first)} to ${moment(last)}; ${count(spent.evaluations)} evaluations, ${count(
    spent.runs,
  )} runs, ${count(spent.tokens)} tokens${spent.usd === null ? '' : `, ${dollars(spent.usd)}`}.</p></section>`;
}

function stateSentence({ ended }: Story): string {
  return ended ? `The study has ended, ${ended.state}: ${ended.reason}.` : 'The study is live.';
}

function phaseRow(phase: PhaseStory, routing: RoutingConfig): Markup {
  const { first, last } = endsOf(improvementOf(phase));
  const route = routing.phases[phase.phase]?.route ?? phase.first;
  const gained = first === null || last === null ? '' : change(last - first);
  const changes = changesBetween(phase.first, route);
  return html`<tr><th scope="row">${phase.phase}</th>
<td class="n">${share(first)} → <strong>${share(last)}</strong><br><span class="small">${gained}</span></td>
<td><code>${specId(route)}</code></td>
<td>${changes.length === 0 ? 'nothing' : changes.map((each) => html`${changeShown(each)}<br>`)}<span class="small">${stepCount(
    stepsOf(phase),
  )}</span></td></tr>`;
}

function stepCount(steps: readonly Step[]): string {
  if (steps.length === 0) return '';
  return steps.length === 1 ? 'in one step' : `in ${steps.length} steps`;
}
