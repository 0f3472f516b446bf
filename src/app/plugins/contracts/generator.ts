import { GENERATOR_ANSWERS, generatorAnswer } from '../../../plugins/parse-study-answers';
import type { Contract, Probe } from '../contract';
import { asJson, NO_VALUES, PLACE, VALUES, wrongPatch } from './sample-study';

const STUDIES = { 'for a study': VALUES, 'where a study allows nothing else': NO_VALUES };

export const generator: Contract = {
  kind: 'generator',
  exported: ['propose'],
  beginning:
    'export const propose: Generator = ({ baseline, values }) => [{ patch: { ... }, why: ... }];',
  probes: () =>
    Object.entries(STUDIES).map(([name, values]): Probe => ({
      name: `proposes ${name}`,
      call: 'propose',
      input: asJson({ ...PLACE, seed: 1, values }),
      limitMs: 20_000,
      schema: generatorAnswer,
      inWords: GENERATOR_ANSWERS,
      wrong: (answer) =>
        generatorAnswer
          .parse(answer)
          .map(({ patch }) => wrongPatch(patch, values))
          .find((wrong) => wrong !== null) ?? null,
      repeatable: true,
      mend: 'choose from `values` alone, and answer [] where there is nothing to propose',
    })),
};
