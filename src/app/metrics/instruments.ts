import type { MetricMeter } from '@temporalio/common';
import { METRICS, type Metric, type MetricName } from './catalogue';

/** Values of a metric's labels. */
export type Labels = Readonly<Record<string, string>>;

/** Writes a metric: adds to a counter, sets a gauge, records in a histogram. */
export type Write = (metric: MetricName, value: number, labels?: Labels) => void;

/** Studies that a worker tells apart; what is beyond counts as one, `other`: a server keeps every series for long. */
const MOST_STUDIES = 200;

/** The metrics of the catalogue on a meter of the SDK. Counters are there from the start, at 0, without labels. */
export function instruments(meter: MetricMeter): Write {
  const writers = new Map(
    Object.entries<Metric>(METRICS).map(([key, metric]) => [key, writerOf(meter, metric)]),
  );
  const known = new Set<string>();
  return (metric, value, labels = {}) => writers.get(metric)?.(value, bounded(labels, known));
}

/** The SDK adds `_total` to the name of a counter by itself. */
function writerOf(meter: MetricMeter, { kind, name, help }: Metric) {
  switch (kind) {
    case 'counter': {
      const counter = meter.createCounter(name.replace(/_total$/, ''), undefined, help);
      counter.add(0);
      return (value: number, labels: Labels) => counter.add(value, labels);
    }
    case 'gauge': {
      const gauge = meter.createGauge(name, 'float', undefined, help);
      return (value: number, labels: Labels) => gauge.set(value, labels);
    }
    case 'histogram': {
      const histogram = meter.createHistogram(name, 'float', undefined, help);
      return (value: number, labels: Labels) => histogram.record(value, labels);
    }
  }
}

function bounded(labels: Labels, known: Set<string>): Labels {
  const { study } = labels;
  if (study === undefined || known.has(study)) return labels;
  if (known.size >= MOST_STUDIES) return { ...labels, study: 'other' };
  known.add(study);
  return labels;
}
