import type { Budget } from '../../../study/study';
import { html, type Markup } from './html';
import { count, dollars } from './numbers';
import { type SpentByEvents, spentBy } from './spent';
import { ofType, type Story } from './story';

/** What the study used of its budget, and of its budget of errors. */
export function budgetSection(story: Story): Markup {
  const { budget, policy } = story.admitted.definition;
  const rows = budgetRows(budget, spentBy(story.events), lastCycle(story));
  const tickets = new Set(
    story.phases.flatMap(({ phase, events }) =>
      ofType(events, 'candidate-decided').flatMap(({ decision }) =>
        decision.test?.ticket ? [`${phase} ${decision.test.ticket}`] : [],
      ),
    ),
  ).size;
  return html`<section aria-labelledby="budget"><h2 id="budget">Budget</h2>
<table aria-label="Budget"><thead><tr><th scope="col">of</th><th scope="col" class="n">used</th><th scope="col" class="n">allowed</th></tr></thead><tbody>${rows}</tbody></table>
<p>The chance that any promotion of the whole study is false is at most ${(
    100 * policy.alpha
  ).toFixed(
    0,
  )} %. Candidates that looked better took ${tickets} ticket${tickets === 1 ? '' : 's'} of that budget.</p></section>`;
}

function budgetRows(budget: Budget, spent: SpentByEvents, cycles: number): readonly Markup[] {
  const allowed = (limit: number | null, text: (value: number) => string) =>
    limit === null ? 'no limit' : text(limit);
  const rows: readonly (readonly [string, string, string])[] = [
    ['cycles', count(cycles), allowed(budget.cycles, count)],
    ['runs', count(spent.runs), allowed(budget.runs, count)],
    ['tokens', count(spent.tokens), allowed(budget.tokens, count)],
    ['US dollars', dollars(spent.usd), allowed(budget.usd, dollars)],
  ];
  return rows.map(
    ([name, used, limit]) =>
      html`<tr><th scope="row">${name}</th><td class="n">${used}</td><td class="n">${limit}</td></tr>`,
  );
}

function lastCycle({ events }: Story): number {
  return events.at(-1)?.cycle ?? 0;
}
