import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeIssuesIn, issuesError } from '../../activities/input/describe-issues-in';
import { parseDocumentText } from '../../activities/input/parse-document-text';
import { readDocument } from '../../activities/input/read-document';
import { anEndlessFile, aPipe } from '../support/no-files';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const yaml = (text: string) => parseDocumentText(text, { file: 'a.yaml', code: 'STUDY_INVALID' });
const json = (text: string) => parseDocumentText(text, { file: 'a.json', code: 'STUDY_INVALID' });

describe('readDocument()', () => {
  it('reads YAML, with or without a byte order mark', async () => {
    const plain = await readDocument(await aFile('a.yaml', 'städte: [Köln]'), 'STUDY_INVALID');
    const marked = await readDocument(await aFile('b.yaml', '\uFEFFa: 1'), 'STUDY_INVALID');
    expect(plain.value).toEqual({ städte: ['Köln'] });
    expect(marked.value).toEqual({ a: 1 });
  });

  it('refuses what is not UTF-8', async () => {
    const file = await aFile('latin.yaml', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9]));
    await expect(readDocument(file, 'MODELS_INVALID')).rejects.toMatchObject({
      code: 'MODELS_INVALID',
      message: `Cannot read ${file}: it is not text in UTF-8; save it in that encoding`,
    });
  });

  it('takes 4 MiB and refuses a byte more', async () => {
    const text = `a: ${'x'.repeat(4 * 1024 * 1024 - 3)}`;
    const fits = await readDocument(await aFile('fits.yaml', text), 'STUDY_INVALID');
    expect(fits.value).toHaveProperty('a');
    await expect(
      readDocument(await aFile('big.yaml', `${text}x`), 'STUDY_INVALID'),
    ).rejects.toThrow('it is larger than 4 MiB');
  });

  it('says so when there is no file, or a folder in its place', async () => {
    const gone = join(folder, 'gone.yaml');
    await expect(readDocument(gone, 'STUDY_INVALID')).rejects.toThrow(
      `Cannot read ${gone}: there is no such file`,
    );
    await expect(readDocument(folder, 'STUDY_INVALID')).rejects.toThrow(
      `Cannot read ${folder}: it is a folder, and a file was expected`,
    );
  });

  it.each([
    ['a pipe that nobody writes to', 'pipe.yaml', aPipe],
    ['a link to an endless device', 'endless.yaml', anEndlessFile],
  ])('refuses %s', async (_, name, put) => {
    const file = join(folder, name);
    await put(file);
    await expect(readDocument(file, 'SUITE_INVALID')).rejects.toMatchObject({
      code: 'SUITE_INVALID',
      message: `Cannot read ${file}: it is a pipe, a socket or a device, and a file was expected`,
    });
  });
});

describe('parseDocumentText()', () => {
  it('leaves times, dates and words like no as the texts that people mean', () => {
    expect(yaml('t: 10:00\nd: 2026-01-02\nn: no\ne: none').value).toEqual({
      t: '10:00',
      d: '2026-01-02',
      n: 'no',
      e: 'none',
    });
  });

  it('reads JSON with tabs, escapes and names that objects have by birth', () => {
    const { value } = json('{\n\t"a": "\\u00e9\\/",\n\t"constructor": {"b": 1}\n}');
    expect(Object.entries(Object(value))).toEqual([
      ['a', 'é/'],
      ['constructor', { b: 1 }],
    ]);
  });

  it.each([
    ['an open bracket', 'a: 1\nb: [1,\nc: 2', 'a.yaml:3:1: Flow sequence'],
    ['a name used twice', 'a: 1\na: 2', 'a.yaml:2:1: Map keys must be unique'],
    ['a prototype', 'a: 1\nb: [{"__proto__": 2}]', 'a.yaml:2:6: no name may be __proto__'],
    ['a list as a name', '[1, 2]: 3', 'a.yaml:1:1: With stringKeys, all keys must be strings'],
    ['a second document', 'a: 1\n---\nb: 2', 'a.yaml:2:1: expected one document, and a second one'],
    ['a made-up tag', 'a: !!js/function x', 'a.yaml:1:4: Unresolved tag'],
    ['an alias of nothing', 'a: *b', 'a.yaml'],
    ['a megabyte of brackets', '[{a: '.repeat(200_000), 'it nests deeper than 64 levels'],
    ['bottomless lists of lists', '- '.repeat(20_000), 'nested too deeply'],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 'it nests deeper than 64 levels'],
  ])('refuses %s, saying where', (_, text, says) => {
    expect(() => yaml(text)).toThrow(says);
    expect(() => yaml(text)).toThrow(expect.objectContaining({ code: 'STUDY_INVALID' }));
  });

  it('takes aliases, but no document that explodes', () => {
    expect(yaml('a: &x {b: 1}\nc: *x').value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    const bomb = ['a: &l0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n += 1) {
      bomb.push(`b${n}: &l${n} [${Array.from({ length: 9 }, () => `*l${n - 1}`).join(', ')}]`);
    }
    expect(() => yaml(bomb.join('\n'))).toThrow('write repeated parts out');
  });

  it('reads 50,000 names in an object, and brackets in texts, as what they are', () => {
    const many = Array.from({ length: 50_000 }, (_, n) => `k${n}: ${n}`);
    expect(Object.keys(Object(yaml(many.join('\n')).value))).toHaveLength(50_000);
    const text = `a: "${'['.repeat(100)}"\nb: |\n  ${'{'.repeat(100)}\n`;
    expect(yaml(text).value).toEqual({ a: '['.repeat(100), b: `${'{'.repeat(100)}\n` });
  });

  it.each([
    ['a comment', '{"a": 1 // x\n}'],
    ['a comma too many', '{"a": 1,\n"b": 2,}'],
    ['single quotes', "{'a': 1}"],
    ['YAML', 'a: 1'],
    ['nothing', ''],
  ])('refuses %s in a file that says it is JSON', (_, text) => {
    expect(() => json(text)).toThrow(/Cannot read a\.json:\d+:\d+: not JSON/);
  });
});

describe('where()', () => {
  const document = yaml(
    'study: x\nphases:\n  atomic: [a,\n    {suite: b}]\n3: y\nz: &q {w: 1}\nv: *q',
  );

  it.each([
    [['study'], 1, 1],
    [['phases', 'atomic'], 3, 3],
    [['phases', 'atomic', 0], 3, 12],
    [['phases', 'atomic', 1, 'suite'], 4, 6],
    [['3'], 5, 1],
    [['v', 'w'], 6, 8],
  ])('finds %j at line %i, column %i', (path, line, column) => {
    expect(document.where(path)).toEqual({ line, column });
  });

  it.each([
    [[], 1, 1],
    [['gone'], 1, 1],
    [['phases', 'gone', 'deeper'], 2, 1],
    [['phases', 'atomic', 7], 3, 3],
  ])('gives the nearest place there is for %j: line %i, column %i', (path, line, column) => {
    expect(document.where(path)).toEqual({ line, column });
  });

  it('gives the start of an empty document', () => {
    expect(yaml('').where(['a'])).toEqual({ line: 1, column: 1 });
  });
});

describe('describeIssuesIn()', () => {
  const document = yaml('a: 1\nb: [2]');
  const issues = [
    { path: ['b', 0], message: 'expected a text' },
    { path: ['a'], message: 'unknown field' },
  ];

  it('gives one line per issue, in the order of the file', () => {
    expect(describeIssuesIn(document, issues)).toEqual([
      'a.yaml:1:1 a: unknown field',
      'a.yaml:2:5 b[0]: expected a text',
    ]);
  });

  it('repeats no more of a megabyte than tells which it is', () => {
    const name = `\u001b[2J${'x'.repeat(1_000_000)}`;
    const [line] = describeIssuesIn(document, [{ path: [name], message: name }]);
    expect(line).toMatch(/^a\.yaml:1:1 \\u001b\[2Jx+\.\.\.: \\u001b\[2Jx+\.\.\.$/);
    expect(line?.length).toBeLessThan(1_200);
  });

  it('makes an error of the code that the caller gives', () => {
    expect(issuesError(document, issues, 'MODELS_INVALID')).toMatchObject({
      code: 'MODELS_INVALID',
      message: 'a.yaml:1:1 a: unknown field\na.yaml:2:5 b[0]: expected a text',
    });
  });
});
