import { type Content, html, type Markup } from './html';
import { OUTCOME_WORDS } from './outcome-words';

/** The letters of one evaluation. */
export interface LetterGrid {
  readonly evaluation: string;
  readonly specId: string;
  /** Why it is shown: `first baseline`. */
  readonly role: string;
  /** Per run one letter per item. */
  readonly runs: readonly string[];
  /** Per item its id, where the transcripts tell it. */
  readonly items: readonly string[];
  /** Per item `a` (a call is due) or `r` (none is due). */
  readonly kinds: string;
}

/** Items by runs, a letter in each field; the letter tells it, the colour only helps. */
export function gridTable(grid: LetterGrid): Markup {
  const places = Array.from({ length: grid.runs[0]?.length ?? 0 }, (_, place) => place);
  return html`<div class="scroll"><table class="grid">
<caption>${grid.role}<br><code class="small">${grid.specId}</code><br><code class="small">${grid.evaluation}</code></caption>
<thead><tr><th scope="col">item</th><th scope="col">due</th>${grid.runs.map(
    (_, run) => html`<th scope="col">${run + 1}</th>`,
  )}</tr></thead>
<tbody>${places.map((place) => row(grid, place))}</tbody>
</table></div>`;
}

function row({ runs, items, kinds }: LetterGrid, place: number): Content {
  const due = kinds[place] === 'r' ? 'no call' : 'call';
  return html`<tr><th scope="row">${items[place] ?? `item ${place + 1}`}</th><td>${due}</td>${runs.map(
    (letters) => cell(letters[place] ?? ''),
  )}</tr>`;
}

function cell(letter: string): Markup {
  return html`<td class="l l-${letter}" title="${OUTCOME_WORDS[letter] ?? letter}">${letter}</td>`;
}
