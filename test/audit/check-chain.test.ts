import fc from 'fast-check';
import { sha256 } from '../../activities/store/sha256';
import { checkChain } from '../../src/audit/check-chain';
import { decisionLines, NO_LINE_BEFORE } from '../../src/history/decision-log';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';

const EVENTS: readonly StudyEvent[] = Array.from({ length: 5 }, (_, place) => ({
  type: 'control',
  control: { name: 'pause', applied: true, note: `the ${place}th, für später` },
  id: `c1/control-${place}`,
  seq: place + 1,
  study: 'lfm',
  cycle: 1,
  measured: { at: '2026-01-01T00:00:00.000Z' },
}));
const LINES = decisionLines(EVENTS, NO_LINE_BEFORE, sha256);
const TEXT = LINES.map((line) => `${line}\n`).join('');

function check(text: string | Uint8Array) {
  return checkChain(Buffer.from(text), parseDecisionLine, { sha256 });
}

describe('checkChain()', () => {
  it('reads every line of a file that nobody changed', () => {
    const { lines, finding } = check(TEXT);
    expect(finding).toBeNull();
    expect(lines.map(({ value }) => value.id)).toEqual(EVENTS.map(({ id }) => id));
  });

  it('says where half a line stands that a crash has left', () => {
    const { lines, finding } = check(`${TEXT}{"cycle":1,`);
    expect(lines).toHaveLength(5);
    expect(finding?.at).toBe(`line 6, byte ${Buffer.byteLength(TEXT) + 1}`);
    expect(finding?.found).toContain('11 bytes without a line end');
  });

  it.each([
    ['a space', (line: string) => line.replace(',', ', ')],
    [
      'another order of fields',
      (line: string) => line.replace(/^\{("control":.*?\}),("cycle":1),/, '{$2,$1,'),
    ],
    ['an escape', (line: string) => line.replace('für', 'f\\u00fcr')],
    ['a field said twice', (line: string) => line.replace('"cycle":1', '"cycle":1,"cycle":1')],
    ['a number in another form', (line: string) => line.replace('"cycle":1', '"cycle":1.0')],
  ])('finds the same value with %s', (_, edit) => {
    const last = LINES.at(-1) ?? '';
    expect(edit(last)).not.toBe(last);
    const { finding } = check(TEXT.replace(last, edit(last)));
    expect(finding).toMatchObject({ expected: 'canonical JSON' });
    expect(finding?.at).toMatch(/^line 5, /);
  });

  it('finds any other byte in any line but in the last one, whose hash nothing holds yet', () => {
    const bytes = Buffer.from(TEXT);
    const most = Buffer.byteLength(LINES.slice(0, 4).join('\n')) - 1;
    fc.assert(
      fc.property(fc.nat({ max: most }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const changed = Buffer.from(bytes);
        changed[place] = (changed[place] ?? 0) ^ mask;
        expect(check(changed).finding).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });
});
