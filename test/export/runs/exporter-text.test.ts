import { resolve } from 'node:path';
import { pluginFile } from '../../../activities/plugins/plugin-file';
import { exporterText } from '../../../src/app/export/runs/exporter-text';
import { anEvaluation, call, streamOf, textOf } from './an-evaluation';

describe('exporterText()', () => {
  it('is what the plug-in writes of its beginning, of each evaluation and of its end', async () => {
    const plugin = await pluginFile(resolve('examples/plugins/exporter.ts'));
    const evaluation = anEvaluation([
      { letter: 'P', calls: [call('first', 'right')] },
      { letter: 'T', calls: [call('second', null)] },
    ]);
    const text = await textOf(exporterText(plugin, 'lfm', streamOf(evaluation, evaluation)));
    const [title, , head, , ...rows] = text.trimEnd().split('\n');
    expect([title, head]).toEqual(['# lfm', '| cycle | item | outcome | prompt |']);
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const row of rows) expect(row).toMatch(/^\| \d+ \| .* \| T \| .* \|$/);
  });
});
