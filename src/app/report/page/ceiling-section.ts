import { html, type Markup } from './html';
import { ofType, type PhaseStory } from './story';

/** What it would take to be wrong, and what the held-out items say; empty before the ceiling. */
export function ceilingSection({ events }: PhaseStory): Markup | '' {
  const ceiling = ofType(events, 'ceiling-reached').at(-1);
  const heldOut = ofType(events, 'held-out-measured').at(-1);
  if (!ceiling && !heldOut) return '';
  return html`${ceiling ? html`<p>${capitalized(ceiling.sentence)}</p>` : ''}${
    heldOut
      ? html`<p class="${heldOut.claim.claim === 'certified-loss' ? 'grave' : ''}">Held-out items: ${heldOut.claim.sentence}</p>`
      : ''
  }`;
}

function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
