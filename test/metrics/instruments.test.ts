import { type MetricMeter, type MetricTags, noopMetricMeter } from '@temporalio/common';
import { METRICS } from '../../src/app/metrics/catalogue';
import { instruments } from '../../src/app/metrics/instruments';

interface Added {
  readonly name: string;
  readonly value: number;
  readonly labels: MetricTags;
}

/** A meter that remembers what is added to its counters. */
function meter(): { readonly added: readonly Added[]; readonly meter: MetricMeter } {
  const added: Added[] = [];
  const noting: MetricMeter = {
    createGauge: (name) => noopMetricMeter.createGauge(name),
    createHistogram: (name) => noopMetricMeter.createHistogram(name),
    createCounter: (name) =>
      Object.assign(noopMetricMeter.createCounter(name), {
        add: (value: number, labels: MetricTags = {}) => void added.push({ name, value, labels }),
      }),
    withTags: () => noting,
  };
  return { added, meter: noting };
}

describe('the metrics of Ratchet', () => {
  it('are named as Prometheus wants it', () => {
    for (const { name, kind, help } of Object.values(METRICS)) {
      expect(name).toMatch(kind === 'counter' ? /^ratchet_[a-z_]+_total$/ : /^ratchet_[a-z_]+$/);
      expect(name.endsWith('_total')).toBe(kind === 'counter');
      expect(name.endsWith('_seconds')).toBe(kind === 'histogram' || /timestamp/.test(name));
      expect(help).not.toBe('');
    }
  });

  it('have their counters from the start, at 0', () => {
    const { meter: noting, added } = meter();
    instruments(noting);
    const counters = Object.values(METRICS).filter(({ kind }) => kind === 'counter');
    expect(added).toEqual(
      counters.map(({ name }) => ({ name: name.replace('_total', ''), value: 0, labels: {} })),
    );
  });

  it('tell 200 studies apart, however many there are, and go on with those', () => {
    const { meter: noting, added } = meter();
    const write = instruments(noting);
    for (let number = 1; number <= 500; number += 1) {
      write('runs', 1, { study: `s${number}`, model: 'lfm' });
    }
    write('runs', 1, { study: 's7', model: 'lfm' });
    const studies = added.filter(({ value }) => value > 0).map(({ labels }) => labels['study']);
    expect(new Set(studies).size).toBe(201);
    expect(studies.filter((study) => study === 'other')).toHaveLength(300);
    expect(studies.at(-1)).toBe('s7');
  });
});
