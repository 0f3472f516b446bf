import type { AnswerKey } from '../suites/answer-key';
import { readSuite } from '../suites/read-suite';
import type { Place } from './place';
import { readFaults } from './read-fault';
import { readModel } from './read-model';
import type { Table } from './table';

/** How a suite that is named in a table becomes known. */
export type SuiteLoader = (nameOrFile: string) => AnswerKey;

export interface TableContext {
  readonly name: string;
  /** Items of suites that the table does not name itself. */
  readonly others: AnswerKey;
  readonly loadSuite: SuiteLoader;
}

/** Reads a table's document. Suites come first, since accuracy speaks of their items. */
export function readTable(root: Place, { name, others, loadSuite }: TableContext): Table {
  root.onlyFields(['seed', 'suites', 'models', 'faults', 'description']);
  const key = [...readSuites(root.at('suites'), loadSuite), ...others];
  const models = root
    .at('models')
    .entries()
    .map(([model, place]) => [model, readModel(model, place, key)] as const);
  const names = models.map(([model]) => model);
  if (names.length === 0 && root.at('models').present) {
    root.at('models').complain('at least one model');
  }
  return {
    name,
    seed: root.at('seed').present ? root.at('seed').number({ min: 0, whole: true }) : 1,
    key,
    models: new Map(models),
    faults: root.at('faults').present ? readFaults(root.at('faults'), names) : [],
  };
}

function readSuites(place: Place, loadSuite: SuiteLoader): AnswerKey {
  if (!place.present) return [];
  return place.list().flatMap((entry, index) => {
    if (typeof entry.value !== 'string') return readSuite(entry, `suite-${index + 1}`);
    return loadSuite(entry.text());
  });
}
