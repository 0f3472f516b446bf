import type { JsonObject } from '../../json';
import type { SchemaReader } from '../check-tools';
import type { NotCarried } from './entry';
import { checkedEntry, type Imported, oneOf, type Placed } from './imported';
import { itemIdOf } from './names';
import { type InspectSample, inspectSample } from './parse-inspect';
import { quotedPattern } from './quoted-pattern';
import { tagsOf, untagged } from './tags';
import type { DraftTool } from './tools-of';

/** How samples are read. */
export interface InspectReading {
  /** From 1, in the order of the data set. */
  readonly number: number;
  /** Inspect's scorers `includes` and `exact`: the data set does not say which is meant. */
  readonly targets: 'contains' | 'equals';
  /** Offered with every sample. */
  readonly tools: readonly DraftTool[];
}

const SETUPS = ['sandbox', 'files', 'setup'] as const;

/** A sample of an Inspect data set as an item that expects its target as the answer. */
export function entryOfInspect(
  { at, value }: Placed,
  { number, targets, tools }: InspectReading,
  reader: SchemaReader,
): Imported {
  const sample = inspectSample.safeParse(withLists(value));
  const refuse = (what: string, why: string, mend: string): Imported =>
    oneOf({ ok: false, notCarried: { at, what, why, mend } });
  if (!sample.success) {
    return refuse(`sample ${number}`, 'it has no input of text or messages with text', 'write it by hand');
  }
  const { id, metadata = {} } = sample.data;
  const what = String(id ?? `sample ${number}`);
  const setup = SETUPS.find((field) => sample.data[field] !== undefined);
  if (setup) {
    return refuse(what, `it needs "${setup}", and an item has no machine of its own`, 'leave it out');
  }
  const expected = targetsOf(sample.data);
  if (expected.length === 0) {
    return refuse(what, 'it has no target', 'give it one, or write a scorer of your own (docs/suites.md)');
  }
  const item = {
    id: itemIdOf(String(id ?? `sample-${number}`)),
    messages: messagesOf(sample.data),
    expect: { answer: answerOf(expected, sample.data.choices ? 'equals' : targets) },
    tags: tagsOf(metadata),
  };
  return oneOf(checkedEntry({ at, what, item, tools }, reader), leftOf(at, what, metadata));
}

function targetsOf({ target }: InspectSample): readonly string[] {
  return [target ?? []].flat().map(String).filter((text) => text !== '');
}

function messagesOf({ input, choices }: InspectSample) {
  const messages = (typeof input === 'string' ? [{ role: 'user', content: input }] : input).map(
    ({ role, content }) => ({ role, content }),
  );
  return choices ? withChoices(messages, choices) : messages;
}

/** In CSV lists and objects are JSON in a text. */
function withLists(value: unknown): unknown {
  const fields = Object.entries(Object(value)).filter(([, field]) => field !== '' && field !== null);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, name === 'input' || name === 'id' ? field : fromText(field)]),
  );
}

function fromText(field: unknown): unknown {
  if (typeof field !== 'string' || !/^\s*[[{]/.test(field)) return field;
  try {
    return JSON.parse(field);
  } catch {
    return field;
  }
}

/** As Inspect's solver `multiple_choice` asks: by letters. */
function withChoices(messages: readonly { readonly role: string; readonly content: string }[], choices: readonly string[]) {
  const letters = choices.map((choice, place) => `${String.fromCodePoint(65 + place)}) ${choice}`);
  const asked = ['', '', ...letters, '', 'Answer with the letter alone.'].join('\n');
  return messages.map(({ role, content }, place) => ({
    role,
    content: place === messages.length - 1 ? `${content}${asked}` : content,
  }));
}

function answerOf(targets: readonly string[], how: InspectReading['targets']): JsonObject {
  const [only = ''] = targets;
  if (targets.length === 1) return { [how]: only };
  const any = targets.map(quotedPattern).join('|');
  return { matches: how === 'equals' ? `(?is)\\s*(?:${any})\\s*` : `(?is).*(?:${any}).*` };
}

function leftOf(at: string, what: string, metadata: Readonly<Record<string, unknown>>): readonly NotCarried[] {
  const names = untagged(metadata);
  if (names.length === 0) return [];
  return [{ at, what, why: `metadata that are no short texts are no tags: ${names.join(', ')}`, mend: 'nothing, unless a scorer needs them' }];
}
