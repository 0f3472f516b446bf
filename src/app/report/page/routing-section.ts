import { canonicalJson } from '../../../canonical-json';
import type { RoutingConfig } from '../../../routing/routing-config';
import { FACTORS, type Spec } from '../../../spec/spec';
import { html, type Markup } from './html';
import type { Story } from './story';

/** The routes that an application loads, as a difference from what the study began with. */
export function routingSection(story: Story, routing: RoutingConfig): Markup {
  return html`<section aria-labelledby="routing"><h2 id="routing">The routing file, first against last</h2>${story.phases.map(
    ({ phase, first }) => {
      const route = routing.phases[phase]?.route ?? first;
      return html`<pre class="diff" tabindex="0" aria-label="${phase}: first against last"><span>  "${phase}": {</span>
${FACTORS.map((factor) => factorLines(factor, first, route))}<span>  }</span></pre>`;
    },
  )}<p class="small">Load <code>routing_config.json</code>; each route there names the decision behind it.</p></section>`;
}

function factorLines(factor: (typeof FACTORS)[number], first: Spec, last: Spec): Markup {
  const line = (value: string | number) => `"${factor}": ${canonicalJson(value).trim()}`;
  if (first[factor] === last[factor]) return html`<span>      ${line(last[factor])}</span>\n`;
  return html`<del>-     ${line(first[factor])}</del>\n<ins>+     ${line(last[factor])}</ins>\n`;
}
