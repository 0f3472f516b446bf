import type { JsonObject } from '../../json';
import type { SchemaReader } from '../check-tools';
import { chatMessage } from './chat-message';
import type { NotCarried } from './entry';
import { checkedEntry, type Imported, oneOf, type Placed } from './imported';
import { type InspectFields, sampleOfRecord } from './inspect-record';
import { itemIdOf } from './names';
import { type InspectSample, inspectSample } from './parse-inspect';
import type { Problem } from './problem';
import { quotedPattern } from './quoted-pattern';
import { tagsOf, untagged } from './tags';
import type { DraftTool } from './tools-of';

/** How samples are read. */
export interface InspectReading {
  /** From 1, in the order of the data set. */
  readonly number: number;
  /** Inspect's scorers `includes` and `exact`: the data set does not say which is meant. */
  readonly targets: 'contains' | 'equals';
  readonly fields: InspectFields;
  /** Offered with every sample. */
  readonly tools: readonly DraftTool[];
}

const SETUPS = ['sandbox', 'files', 'setup'] as const;

/** A sample of an Inspect data set as an item that expects its target as the answer. */
export function entryOfInspect(
  { at, value }: Placed,
  { number, targets, fields, tools }: InspectReading,
  reader: SchemaReader,
): Imported {
  const sample = inspectSample.safeParse(sampleOfRecord(value, fields));
  const refuse = (what: string, problem: Problem): Imported =>
    oneOf({ ok: false, notCarried: { at, what, ...problem } });
  if (!sample.success) return refuse(`sample ${number}`, NO_INPUT);
  const { id, metadata = {} } = sample.data;
  const what = String(id ?? `sample ${number}`);
  const problem = whyNoItem(sample.data);
  if (problem) return refuse(what, problem);
  try {
    const item = itemOf(sample.data, `${id ?? `sample-${number}`}`, targets);
    return oneOf(checkedEntry({ at, what, item, tools }, reader), leftOf(at, what, metadata));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(what, { why: error.message, mend: 'write it by hand' });
  }
}

function itemOf(sample: InspectSample, name: string, targets: InspectReading['targets']): object {
  const how = sample.choices ? 'equals' : targets;
  return {
    id: itemIdOf(name),
    messages: messagesOf(sample),
    expect: { answer: answerOf(targetsOf(sample), how) },
    tags: tagsOf(sample.metadata ?? {}),
  };
}

const NO_INPUT = { why: 'it has no input of text or messages', mend: 'write it by hand' };

function whyNoItem(sample: InspectSample): Problem | null {
  const setup = SETUPS.find((field) => sample[field] !== undefined);
  if (setup) {
    return { why: `it needs "${setup}", and an item has no machine of its own`, mend: 'leave it out' };
  }
  const targets = targetsOf(sample);
  if (targets.length === 0) {
    const mend = 'give it one, or write a scorer of your own (docs/suites.md)';
    return { why: 'it has no target', mend };
  }
  const { choices } = sample;
  if (!choices) return null;
  if (targets.length > 1) {
    return { why: 'several of its choices are right together, and an item expects one letter', mend: 'write it by hand' };
  }
  const letters = choices.map((_, place) => letterOf(place));
  if (targets.every((target) => letters.includes(target))) return null;
  const why = `its target is none of the letters of its choices, ${letters.join(', ')}: "${targets.join()}"`;
  return { why, mend: 'write the letter of the right choice as its target' };
}

function targetsOf({ target }: InspectSample): readonly string[] {
  return [target ?? []].flat().map(String).filter((text) => text !== '');
}

function messagesOf({ input, choices }: InspectSample): readonly unknown[] {
  const messages = (typeof input === 'string' ? [{ role: 'user', content: input }] : input).map(chatMessage);
  return choices ? withChoices(messages, choices) : messages;
}

/** As Inspect's solver `multiple_choice` asks: by letters. */
function withChoices(
  messages: readonly { readonly role: unknown; readonly content: unknown }[],
  choices: readonly (string | number)[],
) {
  const letters = choices.map((choice, place) => `${letterOf(place)}) ${choice}`);
  const asked = ['', '', ...letters, '', 'Answer with the letter alone.'].join('\n');
  return messages.map(({ role, content }, place) => ({
    role,
    content: place === messages.length - 1 ? `${String(content)}${asked}` : content,
  }));
}

function letterOf(place: number): string {
  return String.fromCodePoint(65 + place);
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
