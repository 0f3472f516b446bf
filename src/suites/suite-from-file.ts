import type { InputIssue } from '../input-issue';
import { answerFromFile } from './answer-from-file';
import { matchersFromFile } from './matcher-from-file';
import type { ItemFile, SuiteFile } from './parse-suite-file';
import type { Expectation, Item, Message, ScriptedResult, Suite } from './suite';

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
    ...(item.results !== undefined && { results: item.results.map(resultOf) }),
    ...(item.maxTurns !== undefined && { maxTurns: item.maxTurns }),
    tags: item.tags,
    heldOut,
  };
}

function messagesOf({ prompt, messages }: ItemFile): readonly Message[] {
  return prompt === undefined ? (messages ?? []) : [{ role: 'user', content: prompt }];
}

function resultOf(written: NonNullable<ItemFile['results']>[number]): ScriptedResult {
  const { tool, arguments: given, result } = written;
  return { tool, arguments: given === undefined ? null : matchersFromFile(given), result };
}

function expectationOf(expect: ItemFile['expect']): Expectation {
  if (expect === 'none') return { calls: [], order: 'any' };
  return {
    order: expect.order,
    ...(expect.answer !== undefined && { answer: answerFromFile(expect.answer) }),
    calls: (expect.calls ?? []).map((call) => ({
      tool: call.tool,
      arguments: matchersFromFile(call.arguments),
    })),
  };
}
