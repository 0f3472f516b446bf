import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exportsOf } from '../../activities/plugins/call-plugin';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { contracts, PLUGIN_KINDS, type PluginKind } from '../../src/app/plugins/contracts';
import { contractFor, testPlugin } from '../../src/app/plugins/test-plugin';
import { type BlobServer, startBlobServer } from '../support/blob-server';

const EXAMPLES = resolve('examples/plugins');
let folder = '';
let blobs: BlobServer;
beforeAll(async () => {
  blobs = await startBlobServer();
  // For the example of a store; a stand-in plays the container.
  process.env['BLOB_CONTAINER_URL'] = blobs.urlOf('examples');
  folder = await mkdtemp(join(tmpdir(), 'ratchet-contract-'));
});
afterAll(async () => {
  await blobs.close();
  await rm(folder, { recursive: true, force: true });
});

function contractOf(kind: PluginKind) {
  const found = contracts().find((contract) => contract.kind === kind);
  if (!found) throw new RangeError(`No contract for ${kind}`);
  return found;
}

async function failuresOf(kind: PluginKind, text: string) {
  const file = join(folder, `${kind}.ts`);
  await writeFile(file, text);
  const checks = await testPlugin(await pluginFile(file), contractOf(kind));
  return checks.filter(({ ok }) => !ok);
}

describe('the examples of plug-ins', () => {
  it('are one of each kind', () => {
    expect(readdirSync(EXAMPLES).toSorted()).toEqual(
      PLUGIN_KINDS.map((kind) => `${kind}.ts`).toSorted(),
    );
  });

  it.each(PLUGIN_KINDS)('keep the contract: %s', async (kind) => {
    const plugin = await pluginFile(join(EXAMPLES, `${kind}.ts`));
    expect(readFileSync('docs/plug-ins.md', 'utf8')).toContain(
      `\`\`\`ts\n${readFileSync(plugin.file, 'utf8')}\`\`\``,
    );
    expect(readFileSync(plugin.file, 'utf8').split('\n').length).toBeLessThan(41);
    expect(contractFor(await exportsOf(plugin), contracts())?.kind).toBe(kind);
    const checks = await testPlugin(plugin, contractOf(kind));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.length).toBeGreaterThan(1);
  });
});

describe('testPlugin()', () => {
  it('says what a file exports instead, and what to begin from', async () => {
    expect(await failuresOf('scorer', 'export const scroe = () => true;')).toEqual([
      expect.objectContaining({
        why: 'it exports scroe, and no score',
        mend: expect.stringContaining('export const score: Scorer'),
      }),
    ]);
  });

  it('says that a file cannot be loaded', async () => {
    const [failed] = await failuresOf('scorer', 'export const score = ;');
    expect(failed).toMatchObject({ name: 'can be loaded' });
  });

  it.each([
    ['throws', 'export const score = () => { throw new Error("no idea"); };', 'no idea'],
    ['ends its thread', 'export const score = () => process.exit(3);', 'code 3'],
    [
      'answers nonsense',
      'export const score = () => "yes";',
      'score() answered "yes"; expected true',
    ],
    [
      'says now this, now that',
      'export const score = () => Math.random() > 2 || { right: Math.random() };',
      'answered',
    ],
    ['counts its calls', 'let n = 0; export const score = () => (n += 1) > 1;', 'gave two answers'],
  ])('finds a scorer that %s', async (_, text, why) => {
    const failed = await failuresOf('scorer', text);
    expect(failed[0]).toMatchObject({
      why: expect.stringContaining(why),
      mend: expect.any(String),
    });
  });

  it('wants a provider to tell that its endpoint is not there', async () => {
    const text = 'export const complete = async ({ model }) => fetch(model.baseUrl);';
    const failed = await failuresOf('provider', text);
    expect(failed[0]).toMatchObject({
      name: 'answers a question in words, with no endpoint there',
      mend: expect.stringContaining("failed: 'unreachable'"),
    });
  });

  it('finds a generator that proposes what the study does not allow', async () => {
    const text = 'export const propose = () => [{ patch: { retries: 9 }, why: "more" }];';
    expect((await failuresOf('generator', text))[0]).toMatchObject({
      why: 'a patch has retries 9, which is not in values',
    });
  });

  it('finds a gate that would rather promote, and a rule that recommends nothing', async () => {
    const promotes = 'export const judge = () => ({ verdict: "PROMOTE" });';
    expect((await failuresOf('gate', promotes))[0]?.why).toContain('expected null or {reason}');
    const nothing =
      'export const diagnose = () => ({ name: "odd", evidence: "it is", patch: {} });';
    expect((await failuresOf('diagnosis', nothing))[0]?.why).toBe('a patch changes nothing');
  });

  it('finds a variant that decides at once, has no end, or trips over an answer', async () => {
    const checks = async (decision: string) => {
      const text = `export const next = ({ messages, answers }) => ${decision};`;
      return (await failuresOf('variant', text)).map(({ why }) => why);
    };
    expect((await checks('({ calls: [] })'))[0]).toBe('it decides before it has asked anything');
    expect((await checks('({ ask: { messages } })')).at(-1)).toBe(
      'it goes on asking after 32 answers',
    );
    const cut =
      "answers[0] ? (answers[0].finishReason === 'length' ? null : { calls: [] }) : { ask: { messages } }";
    expect((await checks(cut))[0]).toContain('next() answered null; expected {ask');
  });

  it('finds an exporter that forgets the ends, and one that trips over what is missing', async () => {
    const ends = 'export const write = ({ place }) => (place === "rows" ? "rows" : undefined);';
    expect((await failuresOf('exporter', ends)).map(({ name }) => name)).toEqual([
      'writes its beginning',
      'writes its end',
    ]);
    const trips =
      'export const write = ({ rows }) => rows.map((row) => row.prompt.length).join("");';
    expect((await failuresOf('exporter', trips)).map(({ name }) => name)).toEqual([
      'writes the rows of an evaluation',
    ]);
  });
});
