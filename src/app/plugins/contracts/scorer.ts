import { SCORER_ANSWERS, scorerAnswer } from '../../../plugins/parse-scorer-answer';
import type { Contract, Probe } from '../contract';

const ITEM = {
  id: 'capital',
  messages: [{ role: 'user', content: 'What is the capital of Portugal?' }],
  tags: ['direct'],
};

const ANSWERS = {
  'a plain answer': 'Lisbon, of course. Thank you for asking!',
  'an answer in several lines and alphabets': 'Lisboa\n\n“Λισαβόνα” 里斯本 🇵🇹 {"city": "Lisbon"}',
  'a very long answer': 'Lisbon. '.repeat(20_000),
};

export const scorer: Contract = {
  kind: 'scorer',
  exported: ['score'],
  beginning: "export const score: Scorer = ({ answer }) => answer.includes('Lisbon');",
  probes: () =>
    Object.entries(ANSWERS).map(([name, answer]): Probe => ({
      name: `scores ${name}`,
      call: 'score',
      input: { item: ITEM, answer, calls: [] },
      limitMs: 10_000,
      schema: scorerAnswer,
      inWords: SCORER_ANSWERS,
      repeatable: true,
      mend: 'judge any text; the same answer is right or wrong whenever it is given',
    })),
};
