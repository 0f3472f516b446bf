import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadModels } from '../../activities/models/load-models';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ratchet-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function aFile(text: string): Promise<string> {
  const file = path.join(folder, 'models.yaml');
  await writeFile(file, text);
  return file;
}

describe('loadModels()', () => {
  it('reads a file', async () => {
    const file = await aFile('models:\n  tiny: { provider: embedded, model: smollm2-135m }\n');
    expect(await loadModels(file)).toMatchObject({ tiny: { modelId: 'smollm2-135m', slots: 1 } });
  });

  it('names file, line, column and field of what is wrong', async () => {
    const file = await aFile('models:\n  tiny:\n    provider: embedded\n    modell: x\n');
    await expect(loadModels(file)).rejects.toMatchObject({
      code: 'MODELS_INVALID',
      message: expect.stringContaining(
        `${file}:4:5 models.tiny.modell: unknown field; did you mean "model"?`,
      ),
    });
  });

  it('reads the examples of the guide', async () => {
    const guide = await readFile(path.join(__dirname, '../../docs/models.md'), 'utf8');
    const examples = [...guide.matchAll(/```yaml\n(models:[\s\S]*?)```/g)];
    for (const [, example = ''] of examples) await loadModels(await aFile(example));
    expect(examples).toHaveLength(2);
  });

  it('says that a file is not there', async () => {
    const file = path.join(folder, 'none.yaml');
    await expect(loadModels(file)).rejects.toMatchObject({
      code: 'MODELS_INVALID',
      message: expect.stringContaining(file),
    });
  });
});
