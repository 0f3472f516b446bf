import type { Finding, State } from '../doctor/finding';
import type { Output, Paint } from './output';
import { wrapped } from './table';

const SIGNS: Readonly<Record<State, string>> = { ok: '✓', warning: '!', fault: '✗', skipped: '–' };

/** Findings as a person reads them: a line each, the mend below it, and how many there are. */
export function doctorLines(
  findings: readonly Finding[],
  { paint, width }: Pick<Output, 'paint' | 'width'>,
): readonly string[] {
  const names = Math.max(0, ...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, text, mend }) => {
    const head = `${SIGNS[state]} ${check.padEnd(names)}  `;
    const [first = '', ...more] = wrapped(text, width - head.length);
    const indent = ' '.repeat(head.length);
    return [
      paintOf(state, paint)(head) + first,
      ...more.map((line) => indent + line),
      // Never wrapped: it is there to be copied.
      ...(mend === null ? [] : [`${indent}${paint.dim('mend:')} ${mend}`]),
    ];
  });
  return [...lines, '', summary(findings)];
}

function summary(findings: readonly Finding[]): string {
  const count = (state: State): number => findings.filter((each) => each.state === state).length;
  return `${count('fault')} faults, ${count('warning')} warnings, ${count('ok')} ok, ${count('skipped')} not checked`;
}

function paintOf(state: State, paint: Paint): (text: string) => string {
  if (state === 'ok') return paint.green;
  if (state === 'warning') return paint.yellow;
  return state === 'fault' ? paint.red : paint.dim;
}
