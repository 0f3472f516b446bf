import type { Place } from './place';
import { FAULT_KINDS, type Fault } from './table';

const FIELDS = [
  'kind',
  'afterRequests',
  'requests',
  'probability',
  'model',
  'on',
  'retryAfterSeconds',
  'slowMs',
  'megabytes',
];

/** A list of faults; `models` are the names that a fault may be limited to. */
export function readFaults(place: Place, models: readonly string[]): readonly Fault[] {
  return place.list().map((entry) => readFault(entry, models));
}

function readFault(place: Place, models: readonly string[]): Fault {
  place.onlyFields(FIELDS);
  const [model, retryAfter, on] = [
    place.at('model'),
    place.at('retryAfterSeconds'),
    place.at('on'),
  ];
  return {
    kind: place.at('kind').word(FAULT_KINDS, '500'),
    ...readRange(place),
    probability: numberOr(place.at('probability'), 1, 1),
    model: model.present ? model.word(models, '') : null,
    on: on.present ? on.word(['chat', 'models', 'all'], 'chat') : 'chat',
    retryAfterSeconds: retryAfter.present ? retryAfter.number({ min: 0 }) : null,
    slowMs: numberOr(place.at('slowMs'), 1000),
    megabytes: numberOr(place.at('megabytes'), 20, 1024),
  };
}

function numberOr(place: Place, fallback: number, max?: number): number {
  if (!place.present) return fallback;
  return place.number(max === undefined ? { min: 0 } : { min: 0, max });
}

/** `requests: [2, 4]` strikes the second to the fourth, `afterRequests: 4` all from the fifth on. */
function readRange(place: Place): Pick<Fault, 'from' | 'to'> {
  const [after, range] = [place.at('afterRequests'), place.at('requests')];
  if (after.present) return { from: after.count() + 1, to: null };
  if (!range.present) return { from: 1, to: null };
  const [from, to, ...more] = range.list();
  if (from === undefined || to === undefined || more.length > 0) {
    range.complain('two numbers, the first and the last request struck');
    return { from: 1, to: null };
  }
  return { from: from.count(1), to: to.count(1) };
}
