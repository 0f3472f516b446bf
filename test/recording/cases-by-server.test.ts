import { casesByServer } from '../../scripts/cases-by-server';

const named = (...names: readonly string[]) =>
  casesByServer(names).map(({ serverArgs, cases }) => ({
    serverArgs,
    names: cases.map(({ name }) => name),
  }));

describe('the cases that histories are recorded of', () => {
  it('get the server that they need, also where they are named together', () => {
    expect(named('messages-in-a-long-rest', 'worked-example', 'screened')).toEqual([
      { serverArgs: [], names: ['worked-example', 'screened'] },
      {
        serverArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=150'],
        names: ['messages-in-a-long-rest'],
      },
    ]);
  });

  it('are all of them where none is named', () => {
    const all = named().flatMap(({ names }) => names);
    expect(all).toEqual(expect.arrayContaining(['worked-example', 'messages-in-a-long-rest']));
    expect(new Set(all).size).toBe(all.length);
  });

  it('are refused where one is unknown', () => {
    expect(() => named('worked-example', 'worked-exampel')).toThrow(
      'There is no case "worked-exampel"; there are: worked-example, ',
    );
  });
});
