import { changeInWords } from '../../candidates/changes';
import type { RoutingConfig } from '../../routing/routing-config';
import { endsOf, improvementOf } from './page/improvement';
import { chance, change, share } from './page/numbers';
import { stepsOf } from './page/steps';
import type { PhaseStory, Story } from './page/story';
import { warningsOf } from './page/warnings';

/** The report in short, as Markdown for a pull request or a step summary. */
export function reportMarkdown(story: Story, routing: RoutingConfig): string {
  const warnings = warningsOf(story).map(
    ({ phase, sentence }) => `- ${phase === null ? '' : `**${phase}**: `}${safe(sentence)}`,
  );
  return [
    `## Ratchet: ${story.study}`,
    '',
    ...(warnings.length === 0 ? [] : [...warnings, '']),
    '| phase | accuracy | route |',
    '|---|---|---|',
    ...story.phases.map((phase) => phaseLine(phase, routing)),
    '',
    ...story.phases.flatMap(stepLines),
    `Recompute it: \`ratchet audit verify ${story.study}\``,
    '',
  ].join('\n');
}

function phaseLine(phase: PhaseStory, routing: RoutingConfig): string {
  const { first, last } = endsOf(improvementOf(phase));
  const route = routing.phases[phase.phase]?.specId ?? '';
  return `| ${safe(phase.phase)} | ${share(first)} → **${share(last)}** | \`${route}\` |`;
}

function stepLines(phase: PhaseStory): readonly string[] {
  const steps = stepsOf(phase);
  if (steps.length === 0) return [];
  return [
    `### ${safe(phase.phase)}`,
    '',
    '| cycle | change | gain | p | why |',
    '|---|---|---|---|---|',
    ...steps.map(({ cycle, changes, gain, p, reason }) => {
      const cells = [
        String(cycle),
        changes.map((each) => `\`${changeInWords(each)}\``).join('<br>'),
        gain === null ? '–' : change(gain),
        p === null ? '–' : chance(p),
        safe(reason),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ];
}

/** What would end a cell or begin markup. */
function safe(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|<>*_`[\]\\]/g, (sign) => `\\${sign}`);
}
