import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from '../../src/suites/suite';
import type { Decision, RawAnswer } from '../../src/variants/variant';
import { variantNamed } from '../../src/variants/variants';
import { aTask } from './a-task';

interface Recording {
  readonly model: string;
  readonly variant: string;
  readonly item: string;
  readonly answers: readonly RawAnswer[];
  readonly label: { readonly kind: 'none' | 'malformed' } | Extract<Decision, { kind: 'calls' }>;
}

const recorded: { readonly tools: readonly Tool[]; readonly recordings: readonly Recording[] } =
  JSON.parse(readFileSync(join(__dirname, 'recordings/embedded-models.json'), 'utf8'));

describe('answers of the embedded models', () => {
  it.each(recorded.recordings)(
    '$variant reads $model on $item as a person does',
    ({ variant, answers, label }) => {
      const task = aTask({ tools: recorded.tools });
      const step = variantNamed(variant)?.next(task, answers);
      expect(step).toMatchObject({ kind: 'decide', decision: label });
    },
  );

  it('are at least 60, over every variant and both models', () => {
    const { recordings } = recorded;
    expect(recordings.length).toBeGreaterThanOrEqual(60);
    expect(new Set(recordings.map(({ variant }) => variant)).size).toBe(6);
    expect(new Set(recordings.map(({ model }) => model)).size).toBe(2);
  });
});
