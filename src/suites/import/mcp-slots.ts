import type { SchemaReader } from '../check-tools';
import { checkedEntry, type Imported, oneOf, together } from './imported';
import { itemIdOf } from './names';
import { anyArguments, type DraftTool, toolsOf } from './tools-of';

/** Prompts to write for each tool. */
const PER_TOOL = 2;

/** The word that every prompt has which is still to be written. */
export const SLOT = 'WRITE ME';

/** A suite to fill in: per tool prompts that want it, and one that wants no call at all. */
export function slotsOfMcp(listed: readonly unknown[], at: string, reader: SchemaReader): Imported {
  return together(listed.map((each, index) => slotsOfTool(each, { at, number: index + 1 }, reader)));
}

function slotsOfTool(
  listed: unknown,
  { at, number }: { readonly at: string; readonly number: number },
  reader: SchemaReader,
): Imported {
  const tool = toolsOf([listed])?.[0];
  if (!tool) {
    const notCarried = { at, what: `tool ${number}`, why: 'it has no name', mend: 'leave it out' };
    return oneOf({ ok: false, notCarried });
  }
  const items = [
    ...Array.from({ length: PER_TOOL }, (_, slot) => callSlot(tool, slot + 1)),
    noneSlot(tool, number),
  ];
  const { entries, notCarried } = together(
    items.map((item) => oneOf(checkedEntry({ at, what: tool.name, item, tools: [tool] }, reader))),
  );
  // What is wrong with a tool is wrong in each of its items.
  return { found: Math.max(1, entries.length), entries, notCarried: notCarried.slice(0, 1) };
}

function callSlot(tool: DraftTool, slot: number): object {
  return {
    id: itemIdOf(`${tool.name}-${slot}`),
    prompt: `${SLOT}: request ${slot} that ${tool.name} answers (${tool.description.split('\n')[0]?.slice(0, 200)})`,
    expect: { calls: [{ tool: tool.name, arguments: anyArguments(tool) }] },
  };
}

function noneSlot(tool: DraftTool, number: number): object {
  const prompt = `${SLOT}: request ${number} that needs no tool, though it speaks of what ${tool.name} is about`;
  return { id: `no-call-${number}`, prompt, expect: 'none' };
}
