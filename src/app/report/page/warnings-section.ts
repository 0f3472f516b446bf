import { html, type Markup } from './html';
import type { Warning } from './warnings';

export function warningsSection(warnings: readonly Warning[]): Markup | '' {
  if (warnings.length === 0) return '';
  return html`<section aria-labelledby="warnings" class="warnings"><h2 id="warnings">Before you trust it</h2><ul>${warnings.map(
    ({ phase, sentence, grave }) =>
      html`<li class="${grave ? 'grave' : 'mild'}">${phase === null ? '' : html`<strong>${phase}</strong>: `}${sentence}</li>`,
  )}</ul></section>`;
}
