import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderMedium } from '../../../activities/store/folder-medium';
import { invocation } from '../invocation';
import type { Output } from '../output/output';
import { improvementCurve } from './improvement-curve';
import { readCurves } from './read-curves';
import type { DemoResult } from './run-demo';

/** Says what the demo came to and where to look. */
export async function tellDemoResult(
  { study, dataDir, report }: DemoResult,
  output: Output,
): Promise<void> {
  const { paint } = output;
  const line = (text = ''): void => output.line(text);
  const folder = join(dataDir, 'studies', study);
  line();
  if (report) {
    line(
      paint.bold(
        `${study}: ${report.state} after ${report.cycles} cycles, ${report.spent.runs} runs`,
      ),
    );
    line(report.reason);
  }
  for (const [phase, points] of Object.entries(await readCurves(folderMedium(dataDir), folder))) {
    line();
    line(paint.bold(`Accuracy of the route of ${phase}, cycle by cycle`));
    for (const text of improvementCurve(points)) line(text);
  }
  line();
  line(paint.bold(`What an application loads: ${join(dataDir, 'routing_config.json')}`));
  line((await readFile(join(dataDir, 'routing_config.json'), 'utf8')).trimEnd());
  line();
  line(paint.bold('Where to look'));
  line(`  decisions, with their evidence  ${join(folder, 'routing_decisions.log')}`);
  line(`  history of the cycles           ${join(folder, 'meta_loop_history.json')}`);
  line(`  prompts and raw answers         ${join(folder, 'runs')}`);
  const { RATCHET_UI: ui } = process.env;
  if (ui) {
    line(`  Temporal's Web UI               ${ui}/namespaces/default/workflows/${study}`);
    line('                                  while a server is up: ./temporal-dev.sh server');
  }
  line();
  line(paint.bold('Next'));
  line('  all of it on one page, to open in a browser:');
  line(`    RATCHET_DATA=${dataDir} ${invocation(`report ${study}`)}`);
  line('  your own prompts and model:');
  line(`    ${invocation('init my-study')}`);
}
