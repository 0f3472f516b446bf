import { existsSync, readFileSync } from 'node:fs';

/** A line of the file of measurements: one run, as the product's own run code made and scored it. */
export interface Measurement {
  /** Spec id and number of the run. */
  readonly key: string;
  readonly spec: string;
  readonly run: number;
  /** Sent to the model. */
  readonly seed: number;
  /** One outcome letter per steering item of the suite; empty where the model refused the spec. */
  readonly letters: string;
  /** Why the model cannot serve the spec; null: it can. */
  readonly refused: string | null;
  /** Over the answers themselves. */
  readonly answersSha256: string;
  /** Milliseconds of the longest call. */
  readonly longestCallMs: number;
  readonly calls: number;
  readonly seconds: number;
  readonly digest: string | null;
  readonly suiteSha256: string;
}

/** All of them; a last line that was cut off is left out. */
export function readMeasurements(file: string): readonly Measurement[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line): Measurement => JSON.parse(line));
}
