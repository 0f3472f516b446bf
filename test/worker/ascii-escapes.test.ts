import { runInThisContext } from 'node:vm';
import { asciiEscapes } from '../../src/app/worker/ascii-escapes';

function inAscii(code: string): string {
  return asciiEscapes(code)
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, each) => text.slice(0, each.start) + each.text + text.slice(each.end), code);
}

function valueOf(expression: string): unknown {
  return runInThisContext(`(${expression})`);
}

describe('the escapes that make code ASCII', () => {
  it.each([
    ["'± – 😀'"],
    ["'\\– \\\\– \\😀 \\\\\\– \\n'"],
    ['"it\'s ✓"'],
    ["`→ ${'·' + `– ${1} \\✓`} \\\\– \\` –`"],
    ["[`–`, String.raw`\\u2013${'–'}`]"],
    ['(function () { const ε = 1; const 𝒳 = 2; return { ε, 𝒳, φ: 3, "–": 4 }; })()'],
    ['new (class { #größe = 5; tell() { return this.#größe; } })().tell()'],
    ['[1, // –\n 2 /* – */, /* – \n – */ 3]'],
    ["1 / 2 / '–'.length"],
  ])('mean the same: %s', (expression) => {
    const ascii = inAscii(`(${expression})`);
    expect(ascii).toMatch(/^[\0-\x7f]*$/);
    expect(valueOf(ascii)).toEqual(valueOf(expression));
  });

  it.each([
    ['a pattern, which tells its own text', '/[–✓]/.source'],
    ['a template with a tag, which is given its text', 'String.raw`–\\✓`'],
    ['the end of a line in a comment', '(() => { return /*\u2028*/ 1; })()'],
  ])('leave %s', (_, expression) => {
    expect(inAscii(`(${expression})`)).toBe(`(${expression})`);
    expect(valueOf(inAscii(`(${expression})`))).toEqual(valueOf(expression));
  });

  it('touch a tagged template inside nothing but its values', () => {
    expect(inAscii("String.raw`–${'–'}`")).toBe("String.raw`–${'\\u2013'}`");
  });
});
