import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSuite } from '../../activities/suites/load-suite';
import { aSuiteFile } from './a-suite-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-suites-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function aFile(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const SMALL = `
name: small
tools: [{name: ping, description: Asks a host for an answer}]
items:
  - {id: one, prompt: Are you there?, expect: none}
  - {id: two, prompt: Ping it, expect: {calls: [{tool: ping}]}}
`;

describe('loadSuite()', () => {
  it('loads a file of either format', async () => {
    const json = await loadSuite(await aFile('small.json', JSON.stringify(aSuiteFile())));
    const yaml = await loadSuite(await aFile('small.yaml', SMALL));
    expect([json.mask, yaml.mask]).toEqual(['ar', 'ra']);
  });

  it('checks a content once, and sees every change of the file', async () => {
    const file = await aFile('changing.yaml', SMALL);
    const first = await loadSuite(file);
    expect((await loadSuite(file)).suite).toBe(first.suite);
    // As long as before, and at once: neither size nor time would tell.
    await aFile('changing.yaml', SMALL.replace('Are you there?', 'Are you where?'));
    const changed = await loadSuite(file);
    expect(changed.suite.items[0]?.messages[0]?.content).toBe('Are you where?');
    expect(changed.sha256).not.toBe(first.sha256);
    await aFile('changing.yaml', SMALL.replace('expect: none', 'expect: often'));
    await expect(loadSuite(file)).rejects.toMatchObject({ code: 'SUITE_INVALID' });
    await aFile('changing.yaml', SMALL);
    expect((await loadSuite(file)).sha256).toBe(first.sha256);
  });

  it('gives one hash to one content, whatever its layout, comments and short forms', async () => {
    const longer = SMALL.replace('{id: one, prompt: Are you there?, expect: none}', () =>
      [
        '# a comment',
        '    id: one',
        '    messages: [{content: Are you there?, role: user}]',
        '    expect: "none"',
        '    heldOut: false',
      ].join('\n'),
    ).replace('- #', '- # ');
    const one = await loadSuite(await aFile('a.yaml', SMALL));
    const other = await loadSuite(await aFile('b.yaml', longer));
    expect(other.sha256).toBe(one.sha256);
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives another hash to another content', async () => {
    const one = await loadSuite(await aFile('a.yaml', SMALL));
    const other = await loadSuite(await aFile('c.yaml', SMALL.replace('Ping it', 'Ping it now')));
    expect(other.sha256).not.toBe(one.sha256);
  });

  it('names file, line, column and field of what is wrong, in the order of the file', async () => {
    const file = await aFile(
      'bad.yaml',
      SMALL.replace('tool: ping', 'tool: pong').replace('one', 'ONE!'),
    );
    await expect(loadSuite(file)).rejects.toMatchObject({
      code: 'SUITE_INVALID',
      message: `${file}:5:6 items[0].id: expected 1 to 64 small letters, digits and hyphens`,
    });
    const second = await aFile('bad2.yaml', SMALL.replace('tool: ping', 'tool: pong'));
    await expect(loadSuite(second)).rejects.toMatchObject({
      code: 'SUITE_INVALID',
      message: `${second}:6:50 items[1].expect.calls[0].tool: no tool is called "pong"; did you mean "ping"?`,
    });
  });

  it('lists the built-in suites when a name is unknown, and says how to name a file', async () => {
    await expect(loadSuite('atomc')).rejects.toMatchObject({
      code: 'SUITE_INVALID',
      message: [
        'Cannot find the suite "atomc"; did you mean "atomic"?',
        'Built-in suites: atomic, extended, atomic-quick, extended-quick',
        'For a suite of your own give the path of its file, such as ./my-suite.yaml',
      ].join('\n'),
    });
  });

  it('takes a path for a path', async () => {
    await expect(loadSuite('./gone.yaml')).rejects.toThrow(
      'Cannot read ./gone.yaml: there is no such file',
    );
  });
});
