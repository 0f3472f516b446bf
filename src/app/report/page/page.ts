import type { RoutingConfig } from '../../../routing/routing-config';
import { budgetSection } from './budget-section';
import type { LetterGrid } from './grid';
import { html, Markup } from './html';
import { type PhaseCharts, phaseSection } from './phase-section';
import { routingSection } from './routing-section';
import type { Story } from './story';
import { STYLE } from './style';
import { summarySection } from './summary-section';
import { warningsOf } from './warnings';
import { warningsSection } from './warnings-section';

/** All that a report shows. */
export interface ReportContent {
  readonly story: Story;
  readonly routing: RoutingConfig;
  readonly charts: Readonly<Record<string, PhaseCharts>>;
  readonly grids: Readonly<Record<string, readonly LetterGrid[]>>;
}

/** A study's report as one HTML file: no script, nothing from a network. */
export function reportPage({ story, routing, charts, grids }: ReportContent): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${story.study}: Ratchet report</title><style>${new Markup(STYLE)}</style></head>
<body><header><h1>${story.study}</h1>
<p class="small">Made from the study's files alone. Every number can be recomputed: <code>ratchet audit verify ${story.study}</code></p>
<nav aria-label="Sections"><ul><li><a href="#found">What was found</a></li>${story.phases.map(
    ({ phase }) => html`<li><a href="#phase-${phase}">${phase}</a></li>`,
  )}<li><a href="#routing">Routing file</a></li><li><a href="#budget">Budget</a></li></ul></nav></header>
<main>${warningsSection(warningsOf(story))}
${summarySection(story, routing)}
${story.phases.map((phase) =>
  phaseSection(phase, charts[phase.phase] ?? NO_CHARTS, grids[phase.phase] ?? []),
)}
${routingSection(story, routing)}
${budgetSection(story)}</main></body></html>
`;
  return page.text;
}

const NO_CHARTS: PhaseCharts = { improvement: '', latency: '' };
