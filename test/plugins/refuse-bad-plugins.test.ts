import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseBadPlugins } from '../../src/app/plugins/refuse-bad-plugins';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-named-'));
  await aFile('gate.ts', 'export const judge = () => null;');
  await aFile('broken.ts', 'export const judge = ;');
  await aFile('leaves.ts', 'process.exit(3);');
  await aFile('scorer.ts', 'export const score = () => true;');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function aFile(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function linesOf(refused: Promise<void>): Promise<readonly string[]> {
  const message = await refused.then(
    () => '',
    (error: Error) => error.message,
  );
  return message.split('\n').map((line) => line.replaceAll(`${folder}/`, ''));
}

const study = (suite: string, plugins: string) =>
  `study: mine\nphases: { mine: ${suite} }\nbaseline: { model: small }\nplugins:\n${plugins}\n`;

const suite = (scorer: string) => `name: mine
tools: []
items:
  - { id: one, prompt: Hello, expect: { answer: Hello } }
  - { id: two, prompt: Hello, expect: { answer: { scorer: ${scorer} } } }
  - { id: three, prompt: Hello, expect: { answer: { scorer: ${scorer} } } }
heldOut:
  - { id: four, prompt: Hello, expect: { answer: { scorer: ./nowhere.ts } } }
`;

describe('refuseBadPlugins()', () => {
  it('says where a study names a plug-in that is missing, does not load, or is of another kind', async () => {
    const plugins =
      '  gates: [gate.ts, broken.ts, none.ts, leaves.ts]\n  generators: [gate.ts]\n  variants: [gate.ts]';
    const file = await aFile('study.yaml', study('atomic', plugins));
    expect(await linesOf(refuseBadPlugins(file, 'study'))).toEqual([
      expect.stringMatching(
        /^study\.yaml:5:20 plugins\.gates\[1\]: .*broken\.ts: cannot be loaded: .*; mend the file/,
      ),
      'study.yaml:5:31 plugins.gates[2]: Cannot read none.ts: there is no such file',
      expect.stringMatching(/^study\.yaml:5:40 plugins\.gates\[3\]: .*leaves\.ts: .*code 3/),
      expect.stringMatching(
        /^study\.yaml:6:16 plugins\.generators\[0\]: it exports judge, and no propose; begin from: /,
      ),
      expect.stringMatching(
        /^study\.yaml:7:14 plugins\.variants\[0\]: it exports judge, and no next; begin from: /,
      ),
    ]);
  });

  it('takes a study whose plug-ins load, and leaves to the workers what only they may have', async () => {
    const plugins = '  gates: [gate.ts, /nowhere/on/this/machine/gate.ts]';
    const file = await aFile('good.yaml', study('atomic', plugins));
    await expect(refuseBadPlugins(file, 'study')).resolves.toBeUndefined();
  });

  it('tells once of a scorer that a suite names often, by itself and with its study', async () => {
    const file = await aFile('suite.yaml', suite('./gate.ts'));
    const wrong = [
      'suite.yaml:5:51 items[1].expect.answer.scorer: it exports judge, and no score; begin from:',
      'suite.yaml:8:52 heldOut[0].expect.answer.scorer: Cannot read nowhere.ts: there is no such file',
    ];
    const found = await linesOf(refuseBadPlugins(file, 'suite'));
    expect(found.map((line, index) => line.slice(0, wrong[index]?.length))).toEqual(wrong);
    const named = await aFile('of-suite.yaml', study('./suite.yaml', '  gates: [gate.ts]'));
    expect(await linesOf(refuseBadPlugins(named, 'study'))).toEqual(found);
  });

  it('takes the files of a models file for providers', async () => {
    const text = `models:
  usual: { provider: embedded, model: smollm2-135m }
  mine: { provider: ./scorer.ts, model: mine }
`;
    const file = await aFile('models.yaml', text);
    expect(await linesOf(refuseBadPlugins(file, 'models'))).toEqual([
      expect.stringMatching(/^models\.yaml:3:11 models\.mine\.provider: it exports score, and no /),
    ]);
  });

  it('leaves a file that is wrong otherwise to those who say what is', async () => {
    const file = await aFile('other.yaml', 'plugins: { gates: [none.ts] }\n');
    await expect(refuseBadPlugins(file, 'study')).resolves.toBeUndefined();
  });
});
