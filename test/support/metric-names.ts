import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = join(__dirname, '../../deploy/prometheus');

/** Names of metrics in a Prometheus expression. */
export function metricsIn(expression: string): readonly string[] {
  return expression.match(/\b(ratchet|temporal)_[a-z_]+/g) ?? [];
}

/** Every metric that the alerts and the dashboard ask for. */
export async function askedMetrics(): Promise<readonly string[]> {
  const alerts = parse(await readFile(join(FOLDER, 'ratchet-alerts.yaml'), 'utf8'));
  const dashboard = JSON.parse(await readFile(join(FOLDER, 'ratchet-dashboard.json'), 'utf8'));
  const names = [...expressionsIn(alerts), ...expressionsIn(dashboard)].flatMap(metricsIn);
  return [...new Set(names)].toSorted();
}

/** What stands under `expr`, however deep. */
export function expressionsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'expr' ? [String(inner)] : expressionsIn(inner),
  );
}

/** The names of the series that a worker shows. */
export function shownIn(exposition: string): ReadonlySet<string> {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Set(lines.map((line) => /^[a-z_]+/.exec(line)?.[0] ?? ''));
}
