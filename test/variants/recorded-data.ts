import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json';
import type { Tool } from '../../src/suites/suite';

/** Real answers of small models, kept beside the project and not in it. */
export const RECORDED = join(__dirname, '../../../shared/data/recorded-tool-calls');
export const HAS_RECORDED = existsSync(RECORDED);

/** One answer of the data set. */
export interface RecordedAnswer {
  readonly raw_content: string | null;
  readonly all_tool_calls: readonly {
    readonly name: string;
    readonly arguments: JsonObject;
  }[];
}

export interface RecordedModel {
  readonly model_info: { readonly backend: string };
  /** By run, then by prompt. */
  readonly runs: readonly (readonly RecordedAnswer[])[];
}

export function recordedModel(file: string): RecordedModel {
  const model: RecordedModel = JSON.parse(readFileSync(join(RECORDED, `${file}.json`), 'utf8'));
  return model;
}

/** The tools that the models were given. */
export function recordedTools(): readonly Tool[] {
  const suite: { readonly tools: readonly { readonly function: Tool }[] } = JSON.parse(
    readFileSync(join(RECORDED, 'suite.json'), 'utf8'),
  );
  return suite.tools.map((tool) => tool.function);
}
