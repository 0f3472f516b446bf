import type { Attributes, AttributeValue, HrTime } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Spans as OTLP's JSON has them, for one request to a collector. */
export function otlpJson(spans: readonly ReadableSpan[]): object {
  const [first] = spans;
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(first?.resource.attributes ?? {}) },
        scopeSpans: scopesOf(spans),
      },
    ],
  };
}

function scopesOf(spans: readonly ReadableSpan[]): readonly object[] {
  const names = new Set(spans.map(scopeOf));
  return [...names].map((name) => ({
    scope: { name },
    spans: spans.filter((span) => scopeOf(span) === name).map(spanOf),
  }));
}

function scopeOf({ instrumentationLibrary: { name } }: ReadableSpan): string {
  return name;
}

function spanOf(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    name: span.name,
    // OTLP counts kinds from 1: 0 is "not told".
    kind: span.kind + 1,
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: attributesOf(span.attributes),
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      timeUnixNano: nanoseconds(time),
      attributes: attributesOf(attributes ?? {}),
    })),
    status: span.status,
  };
}

function nanoseconds([seconds, rest]: HrTime): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(Math.round(rest)));
}

function attributesOf(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: valueOf(value) }],
  );
}

function valueOf(value: AttributeValue | null): object {
  if (Array.isArray(value))
    return { arrayValue: { values: value.map((each) => valueOf(each ?? null)) } };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value !== 'number') return { stringValue: String(value) };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
