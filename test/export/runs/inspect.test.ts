import { inspectFiles } from '../../../src/app/export/runs/inspect/inspect-files';
import type { Json } from '../../support/json';
import { anEvaluation, call, NEW, streamOf } from './an-evaluation';

async function logsOf(evaluation: ReturnType<typeof anEvaluation>) {
  const logs: { readonly name: string; readonly log: Json }[] = [];
  for await (const { name, text } of inspectFiles(streamOf(evaluation), '1.2.3')) {
    logs.push({ name, log: JSON.parse(text) });
  }
  return logs;
}

const MIXED = anEvaluation(
  [
    {
      letter: 'P',
      calls: [call('first', 'bad', { attempt: 1 }), call('first', 'ok', { attempt: 2 })],
    },
    { letter: 'T', calls: [call('second', null)] },
  ],
  { heldOut: true },
);

describe('runs as logs of Inspect', () => {
  it('are a log for each spec, under a name that Inspect lists, an epoch for each of its runs', async () => {
    const [old, changed] = await logsOf(MIXED);
    expect(old?.name).toMatch(/^2026-01-01T00-00-01_lfm-atomic_[0-9a-f]{22}\.json$/);
    expect(changed?.log).toMatchObject({
      version: 2,
      status: 'success',
      eval: {
        task: 'lfm-atomic',
        model: NEW.model,
        solver: 'atomic',
        config: { epochs: 2 },
        dataset: { samples: 2, sample_ids: ['first', 'second'] },
        tags: ['atomic', 'held-out'],
        metadata: { evaluation: 'lfm/c2/atomic/e3-verify', held_out: true, simulated: false },
      },
      results: { total_samples: 4, scores: [{ metrics: { accuracy: { value: 0.5 } } }] },
    });
    const told = changed?.log.samples.map((each: Json) => [each.id, each.epoch, each.metadata.run]);
    expect(told).toEqual([
      ['first', 1, 2],
      ['second', 1, 2],
      ['first', 2, 3],
      ['second', 2, 3],
    ]);
  });

  it('tell the attempt that counts as a conversation, and every call as an event', async () => {
    const [{ log } = { log: null }] = await logsOf(MIXED);
    const [right, timedOut] = log.samples;
    expect(right.scores.ratchet).toMatchObject({ value: 'C', answer: 'ok', explanation: 'right' });
    expect(right.messages.map(({ role, content }: Json) => [role, content])).toEqual([
      ['system', 'Use the tools.'],
      ['user', 'About first'],
      ['assistant', 'ok'],
    ]);
    expect(right.events).toHaveLength(2);
    expect(right.events[1].output.usage.total_tokens).toBe(15);
    expect(timedOut).toMatchObject({
      limit: { type: 'time', limit: 60 },
      output: { choices: [], completion: '' },
      events: [{ error: 'no answer within 60 s' }],
    });
    const ids = log.samples.flatMap((each: Json) => each.messages.map(({ id }: Json) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
