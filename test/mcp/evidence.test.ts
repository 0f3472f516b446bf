import { createStore } from '../../activities/store/create-store';
import { callTool } from '../../src/app/mcp/call-tool';
import { toolsFor } from '../../src/app/mcp/tools';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 3);
const tools = toolsFor({ allowControl: false });

async function ask(name: string, given: unknown) {
  const { content, isError } = await callTool(tools, { name, arguments: given });
  return { text: content[0].text, isError };
}

describe('what an assistant reads of a study’s files', () => {
  const before = process.env['RATCHET_DATA'];
  beforeAll(async () => {
    const dataDir = await dataFolder();
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events });
    process.env['RATCHET_DATA'] = dataDir;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['RATCHET_DATA'];
    else process.env['RATCHET_DATA'] = before;
  });

  it('are the decisions of a cycle, and the whole evidence of each', async () => {
    const { text } = await ask('decisions', { study: 'lfm', cycle: 1 });
    const { cycle, decisions } = JSON.parse(text);
    expect(cycle).toBe(1);
    const expected = events.filter((event) => event.cycle === 1);
    expect(decisions.map(({ id }: { id: string }) => id)).toEqual(expected.map(({ id }) => id));
    const decided = expected.find(({ type }) => type === 'candidate-decided');
    const { text: evidence } = await ask('evidence', { study: 'lfm', id: decided?.id });
    expect(JSON.parse(evidence)).toEqual(JSON.parse(JSON.stringify(decided)));
  });

  it('begins with the last cycle', async () => {
    const { text } = await ask('decisions', { study: 'lfm' });
    expect(JSON.parse(text).cycle).toBe(events.at(-1)?.cycle);
  });

  it('are report and routes', async () => {
    expect((await ask('report', { study: 'lfm' })).text).toContain('lfm');
    const { text } = await ask('routes', { study: 'lfm' });
    expect(JSON.parse(text)).toHaveProperty('phases');
    expect((await ask('routes', {})).isError).toBe(false);
  });

  it.each([
    ['a study that is not there', 'decisions', { study: 'other' }, 'There is no study other'],
    [
      'an event that is not there',
      'evidence',
      { study: 'lfm', id: 'c9/x' },
      'lfm has no event c9/x',
    ],
    ['a name that leads out', 'routes', { study: '../../etc' }, 'study: expected 1 to 63 of a-z'],
  ])('says so of %s', async (...[, name, given, words]) => {
    const answer = await ask(name, given);
    expect(answer).toEqual({ isError: true, text: expect.stringContaining(words) });
  });
});
