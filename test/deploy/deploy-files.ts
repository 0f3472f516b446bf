import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');

export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** What the tests read of one service of compose.yaml. */
export interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: string;
  readonly command?: readonly string[];
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
}

export function services(): Readonly<Record<string, Service>> {
  return parse(textOf('deploy/compose.yaml'), { merge: true }).services;
}

/** Templates of the chart; they are no YAML before Helm has filled them in. */
export function templates(): readonly string[] {
  const folder = 'deploy/helm/ratchet/templates';
  return readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
}

/** Names of environment variables that the program and its client libraries read. */
export function knownVariables(): ReadonlySet<string> {
  const sources = ['src', 'activities', 'application'].flatMap(filesBelow);
  const libraries = [
    'node_modules/@temporalio/envconfig/lib/envconfig.js',
    'node_modules/@temporalio/envconfig/lib/envconfig-toml.js',
  ];
  const texts = [...sources, ...libraries].map(textOf).join('\n');
  const names = texts.match(/\b(?:RATCHET|TEMPORAL)_[A-Z_]+\b/g) ?? [];
  // The client of PostgreSQL makes these names of its settings.
  const postgres = ['HOST', 'PORT', 'USER', 'PASSWORD', 'DATABASE', 'SSLMODE'];
  return new Set([...names, ...postgres.map((name) => `PG${name}`)]);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}
