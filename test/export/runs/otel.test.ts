import { otelOf } from '../../../src/app/export/runs/otel';
import type { Json } from '../../support/json';
import { anEvaluation, call, streamOf, textOf } from './an-evaluation';

describe('runs as OpenTelemetry events', () => {
  it('tells a run in a line of OTLP, and each item of it as an evaluation result', async () => {
    const evaluation = anEvaluation(
      [
        { letter: 'P', calls: [call('first', 'ok')] },
        { letter: 'T', calls: [call('second', null)] },
      ],
      { heldOut: true },
    );
    const lines = (await textOf(otelOf(streamOf(evaluation), '1.2.3'))).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    const { resourceLogs }: Json = JSON.parse(lines[0] ?? '');
    const [right, timedOut] = resourceLogs[0].scopeLogs[0].logRecords;
    expect(right).toMatchInlineSnapshot(`
{
  "attributes": [
    {
      "key": "gen_ai.evaluation.name",
      "value": {
        "stringValue": "ratchet.outcome",
      },
    },
    {
      "key": "gen_ai.evaluation.score.value",
      "value": {
        "doubleValue": 1,
      },
    },
    {
      "key": "gen_ai.evaluation.score.label",
      "value": {
        "stringValue": "pass",
      },
    },
    {
      "key": "gen_ai.evaluation.explanation",
      "value": {
        "stringValue": "right",
      },
    },
    {
      "key": "gen_ai.request.model",
      "value": {
        "stringValue": "lfm",
      },
    },
    {
      "key": "gen_ai.response.model",
      "value": {
        "stringValue": "tiny",
      },
    },
    {
      "key": "gen_ai.usage.input_tokens",
      "value": {
        "intValue": "12",
      },
    },
    {
      "key": "gen_ai.usage.output_tokens",
      "value": {
        "intValue": "3",
      },
    },
    {
      "key": "ratchet.study",
      "value": {
        "stringValue": "lfm",
      },
    },
    {
      "key": "ratchet.cycle",
      "value": {
        "intValue": "2",
      },
    },
    {
      "key": "ratchet.phase",
      "value": {
        "stringValue": "atomic",
      },
    },
    {
      "key": "ratchet.evaluation",
      "value": {
        "stringValue": "lfm/c2/atomic/e3-verify",
      },
    },
    {
      "key": "ratchet.run",
      "value": {
        "intValue": "1",
      },
    },
    {
      "key": "ratchet.spec",
      "value": {
        "stringValue": "lfm/atomic/native_api/t60/r1/i0/w0/T0",
      },
    },
    {
      "key": "ratchet.item",
      "value": {
        "stringValue": "first",
      },
    },
    {
      "key": "ratchet.item.kind",
      "value": {
        "stringValue": "action",
      },
    },
    {
      "key": "ratchet.item.held_out",
      "value": {
        "boolValue": true,
      },
    },
    {
      "key": "ratchet.item.latency_ms",
      "value": {
        "doubleValue": 20.5,
      },
    },
    {
      "key": "ratchet.outcome",
      "value": {
        "stringValue": "P",
      },
    },
    {
      "key": "ratchet.simulated",
      "value": {
        "boolValue": false,
      },
    },
  ],
  "eventName": "gen_ai.evaluation.result",
  "observedTimeUnixNano": "1767225601750000000",
  "severityNumber": 9,
  "severityText": "INFO",
  "timeUnixNano": "1767225601750000000",
}
`);
    const told = timedOut.attributes.map(({ key, value }: Json) => [key, Object.values(value)[0]]);
    expect(Object.fromEntries(told)).toMatchObject({
      'error.type': 'timeout',
      'gen_ai.evaluation.score.value': 0,
      'gen_ai.evaluation.score.label': 'fail',
      'ratchet.item.held_out': true,
    });
  });
});
