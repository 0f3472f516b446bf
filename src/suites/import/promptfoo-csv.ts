import { withoutUndefined } from '../../without-undefined';
import type { Placed } from './imported';
import { partsOf } from './promptfoo-value';

/** The types of promptfoo 0.121; a text that begins with another word is one to be equal to. */
const TYPES = `agent-rubric answer-relevance bleu classifier contains contains-all contains-any contains-html contains-json
  contains-sql contains-xml context-faithfulness context-recall context-relevance conversation-relevance cost equals
  eval factuality finish-reason fn g-eval gleu grade guardrails icontains icontains-all icontains-any is-html is-json
  is-refusal is-sql is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call is-xml javascript
  latency levenshtein llm-rubric meteor model-graded-closedqa model-graded-factuality moderation perplexity
  perplexity-score pi python regex rouge-n ruby search-rubric similar similar:cosine similar:dot similar:euclidean
  skill-used starts-with tool-call-f1 trace-error-spans trace-span-count trace-span-duration trajectory:goal-success
  trajectory:step-count trajectory:tool-args-match trajectory:tool-sequence trajectory:tool-used webhook
  word-count`.split(/\s+/);
/** A type of assertion, perhaps with a threshold, before its value: `contains: hello`, `similar(0.8): hello`. */
const TYPED = new RegExp(String.raw`^(not-)?(${TYPES.join('|')})(?:\((\d+(?:\.\d+)?)\))?(?::(.*))?$`, 's');

/** A row of a promptfoo test file in CSV as a test: its plain columns are variables, those with `__` are not. */
export function testOfRow({ at, value }: Placed): Placed {
  const columns = Object.entries(Object(value)).map(
    ([name, text]) => [name.trim(), String(text)] as const,
  );
  const named = (name: string): string | undefined =>
    columns.find(([each, text]) => each === `__${name}` && text !== '')?.[1];
  const expected = columns.filter(([name, text]) => name.startsWith('__expected') && text.trim() !== '');
  const threshold = Number(named('threshold') ?? Number.NaN);
  return {
    at,
    value: {
      description: named('description'),
      vars: Object.fromEntries(columns.filter(([name]) => !name.startsWith('__'))),
      assert: expected.map(([, text], place) => ({
        ...assertionOf(text.trim()),
        ...thresholdAt(place, columns),
      })),
      ...(!Number.isNaN(threshold) && { threshold }),
      options: { prefix: named('prefix'), suffix: named('suffix') },
      metadata: metadataOf(columns),
    },
  };
}

type Columns = readonly (readonly [name: string, text: string])[];

/** `__config:__expected2:threshold`: of the second assertion. */
function thresholdAt(place: number, columns: Columns): { readonly threshold?: number } {
  const names = [`__expected${place + 1}`, ...(place === 0 ? ['__expected'] : [])];
  const text = names
    .map((name) => columns.find(([each]) => each === `__config:${name}:threshold`)?.[1])
    .find((each) => each !== undefined && each !== '');
  return text === undefined || Number.isNaN(Number(text)) ? {} : { threshold: Number(text) };
}

/** `__metadata:topic`, and `__metadata:topics[]` with a list between commas. */
function metadataOf(columns: Columns): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    columns.flatMap(([column, text]) => {
      const name = /^__metadata:(.+?)(\[\])?$/.exec(column);
      if (!name?.[1] || text.trim() === '') return [];
      const list = text.split(/(?<!\\),/).map((each) => each.trim().replaceAll(String.raw`\,`, ','));
      return [[name[1], name[2] ? list : text]];
    }),
  );
}

/** A text without a type is one to be equal to. */
function assertionOf(text: string) {
  if (PROGRAM.test(text)) return { type: 'javascript', value: text };
  const typed = TYPED.exec(text);
  if (typed === null) return { type: 'equals', value: text };
  const [, not = '', type = '', threshold, value] = typed;
  return withoutUndefined({
    type: `${not}${SCRIPTS.includes(type) ? 'javascript' : type}`,
    value: value === undefined ? undefined : valueIn(value, type),
    threshold: threshold === undefined ? undefined : Number(threshold),
  });
}

function valueIn(text: string, type: string): string | readonly string[] {
  return LIST.test(type) ? partsOf(text) : text.trim();
}

const PROGRAM = /^file:\/\/.+\.(?:[cm]?[jt]s|py)(?::\w+)?$/;
const SCRIPTS = ['fn', 'eval'];
const LIST = /^i?contains-(?:all|any)$/;
