import type { InputIssue } from '../input-issue';
import { exampleCallIssues, expectedCallIssues, scriptedResultIssues, type KnownTools } from './check-calls';
import { type SchemaReader, toolIssues } from './check-tools';
import { normalise } from './normalise';
import type { Example, ExpectedAnswer, Item, Suite } from './suite';
import type { PlacedSuite } from './suite-from-file';

/** What is wrong with a suite that has the right form: names, references, texts used twice. */
export function suiteIssues(
  { suite, itemPaths }: PlacedSuite,
  reader: SchemaReader,
): readonly InputIssue[] {
  const known = { tools: suite.tools, reader };
  const placed = suite.items.map((item, index) => ({ item, path: itemPaths[index] ?? [] }));
  return [
    ...toolIssues(suite.tools, reader),
    ...emptinessIssues(suite),
    ...repeatedItemIssues(placed),
    ...placed.flatMap((entry) => itemIssues(entry, known)),
    ...suite.examples.flatMap((example, index) => exampleIssues(example, index, known)),
    ...sharedTextIssues(suite.examples, placed),
  ];
}

interface PlacedItem {
  readonly item: Item;
  readonly path: InputIssue['path'];
}

function emptinessIssues(suite: Suite): readonly InputIssue[] {
  if (suite.tools.length === 0 && suite.items.some(({ expect }) => expect.answer === undefined)) {
    return [
      {
        path: ['tools'],
        message: 'expected at least one tool, or an expect: with an answer: in every item',
      },
    ];
  }
  if (suite.items.some(({ heldOut }) => !heldOut)) return [];
  return [{ path: ['items'], message: 'expected at least one item that is not held out' }];
}

/** Every second use of an id, and every second copy of the same conversation. */
function repeatedItemIssues(placed: readonly PlacedItem[]): readonly InputIssue[] {
  const ids = new Set<string>();
  const texts = new Map<string, string>();
  return placed.flatMap(({ item, path }) => {
    const issues: InputIssue[] = [];
    const text = conversationText(item);
    const earlier = texts.get(text);
    if (ids.has(item.id)) {
      issues.push({
        path: [...path, 'id'],
        message: `"${item.id}" is already the id of another item; ids must differ`,
      });
    } else if (earlier !== undefined) {
      issues.push({ path, message: `asks the same as item "${earlier}"; leave one of them out` });
    }
    ids.add(item.id);
    texts.set(text, earlier ?? item.id);
    return issues;
  });
}

function conversationText({ messages }: Item): string {
  return JSON.stringify(messages.map(({ role, content }) => [role, normalise(content)]));
}

function itemIssues({ item, path }: PlacedItem, known: KnownTools): readonly InputIssue[] {
  return [
    ...item.expect.calls.flatMap((call, index) =>
      expectedCallIssues(call, [...path, 'expect', 'calls', index], known),
    ),
    ...(item.results ?? []).flatMap((scripted, index) =>
      scriptedResultIssues(scripted, [...path, 'results', index], known),
    ),
    ...answerIssues(item.expect.answer, [...path, 'expect', 'answer', 'schema'], known),
  ];
}

function answerIssues(
  answer: ExpectedAnswer | undefined,
  path: InputIssue['path'],
  { reader }: KnownTools,
): readonly InputIssue[] {
  if (answer?.kind !== 'schema') return [];
  const schema = { name: 'answer', description: '', parameters: answer.schema };
  const problem = reader.problemOf(schema);
  return problem === null ? [] : [{ path, message: `not a usable JSON Schema: ${problem}` }];
}

function exampleIssues(example: Example, index: number, known: KnownTools): readonly InputIssue[] {
  return example.calls.flatMap((call, place) =>
    exampleCallIssues(call, ['examples', index, 'calls', place], known),
  );
}

/** A worked example that is also an item would give its answer away. */
function sharedTextIssues(
  examples: readonly Example[],
  placed: readonly PlacedItem[],
): readonly InputIssue[] {
  const asked = new Map(
    placed.flatMap(({ item }) =>
      item.messages.map(({ content }) => [normalise(content), item.id] as const),
    ),
  );
  return examples.flatMap(({ user }, index) => {
    const id = asked.get(normalise(user));
    if (id === undefined) return [];
    return [
      {
        path: ['examples', index, 'user'],
        message: `says the same as item "${id}"; examples and items must differ, or the score would show memory`,
      },
    ];
  });
}
