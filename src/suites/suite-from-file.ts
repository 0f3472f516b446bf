import type { InputIssue } from '../input-issue';
import { isJsonObject, type Json } from '../json';
import type { ItemFile, SuiteFile } from './parse-suite-file';
import type { Expectation, Item, Matcher, Message, Suite } from './suite';

/** A suite, and where in the file each of its items stands. */
export interface PlacedSuite {
  readonly suite: Suite;
  /** One path per item, in suite order. */
  readonly itemPaths: readonly InputIssue['path'][];
}

/** Writes out the short forms of a suite file. Items of its `heldOut` section follow the others. */
export function suiteFromFile(file: SuiteFile): PlacedSuite {
  const { items, heldOut, ...rest } = file;
  return {
    suite: {
      ...rest,
      items: [
        ...items.map((item) => itemFromFile(item, item.heldOut ?? false)),
        ...heldOut.map((item) => itemFromFile(item, true)),
      ],
    },
    itemPaths: [
      ...items.map((_, index) => ['items', index]),
      ...heldOut.map((_, index) => ['heldOut', index]),
    ],
  };
}

function itemFromFile(item: ItemFile, heldOut: boolean): Item {
  return {
    id: item.id,
    messages: messagesOf(item),
    expect: expectationOf(item.expect),
    tags: item.tags,
    heldOut,
  };
}

function messagesOf({ prompt, messages }: ItemFile): readonly Message[] {
  return prompt === undefined ? (messages ?? []) : [{ role: 'user', content: prompt }];
}

function expectationOf(expect: ItemFile['expect']): Expectation {
  if (expect === 'none') return { calls: [], order: 'any' };
  return {
    order: expect.order,
    calls: expect.calls.map((call) => ({
      tool: call.tool,
      arguments: Object.fromEntries(
        Object.entries(call.arguments).map(([name, value]) => [name, matcherOf(value)]),
      ),
    })),
  };
}

/** An object whose only field is `any`, `oneOf` or `equals` is a matcher; all else is the value itself. */
function matcherOf(value: Json): Matcher {
  if (!isJsonObject(value) || Object.keys(value).length !== 1) return { kind: 'equals', value };
  if (value['any'] === true) return { kind: 'any' };
  if (Array.isArray(value['oneOf'])) return { kind: 'oneOf', values: value['oneOf'] };
  return { kind: 'equals', value: value['equals'] === undefined ? value : value['equals'] };
}
