import { complete } from '../../src/app/completion/complete';
import { createProgram } from '../../src/app/program';

const studies = () => Promise.resolve(['lfm', 'local']);
const suggested = async (...words: readonly string[]) => {
  const { suggestions, files } = await complete(createProgram(), words, studies);
  return { words: suggestions.map(({ word }) => word), files };
};

describe('what the shell completes', () => {
  it('verbs, and verbs within verbs', async () => {
    expect(await suggested('sta')).toEqual({ words: ['start', 'status'], files: false });
    expect((await suggested('')).words).toContain('watch');
    expect((await suggested('')).words).not.toContain('complete');
    expect(await suggested('audit', 're')).toEqual({ words: ['rebuild', 'replay'], files: false });
  });

  it('studies where a study is named, also after options and their values', async () => {
    expect(await suggested('report', 'lf')).toEqual({ words: ['lfm'], files: false });
    expect(await suggested('report', '--format', 'junit', '')).toEqual({
      words: ['lfm', 'local'],
      files: false,
    });
    expect((await suggested('report', '--json', '')).words).toEqual(['lfm', 'local']);
    expect((await suggested('report', 'lfm', '')).words).toEqual([]);
  });

  it('files where a file is named, however many', async () => {
    expect(await suggested('start', '')).toEqual({ words: [], files: true });
    expect(await suggested('validate', 'one.yaml', '')).toEqual({ words: [], files: true });
    expect(await suggested('report', 'lfm', '--output', '')).toEqual({ words: [], files: true });
  });

  it('options by their beginning, and the values that one may have', async () => {
    expect((await suggested('start', '--wa')).words).toEqual(['--wait']);
    expect(await suggested('report', 'lfm', '--format', '')).toEqual({
      words: ['html', 'markdown', 'junit'],
      files: false,
    });
  });

  it('nothing behind what it does not know', async () => {
    expect(await suggested('status', '--nothing-like-it', 'a', '')).toEqual({
      words: [],
      files: false,
    });
  });
});
