import { dirname } from 'node:path';
import type { SourceDocument } from '../../../activities/input/source-document';
import { canonicalJson } from '../../canonical-json';
import { RatchetError } from '../../errors';
import type { NotCarried } from '../../suites/import/entry';
import { type DraftTool, foundTools } from '../../suites/import/tools-of';
import { valueOrFile } from './promptfoo-files';

export interface ConfigTools {
  readonly tools: readonly DraftTool[];
  readonly left: readonly NotCarried[];
}

interface Offered extends ConfigTools {
  readonly at: string;
}

/** The tools that the first provider with tools offers, and a line for each provider that offers others. */
export async function toolsOfConfig(document: SourceDocument): Promise<ConfigTools> {
  const { providers, targets, prompts }: Record<string, unknown> = Object(document.value);
  const folder = dirname(document.file);
  const name = providers === undefined ? 'targets' : 'providers';
  const offered: Offered[] = [];
  const places = [
    ...(await listed(providers ?? targets, folder)).map((value, index) => ({
      value,
      path: [name, index],
    })),
    ...[prompts].flat().map((value, index) => ({ value, path: ['prompts', index] })),
  ];
  for (const { value, path } of places) {
    const at = `${document.file}:${document.where(path).line}`;
    const found = await toolsOfProvider(value, { folder, at });
    if (found.tools.length > 0 || found.left.length > 0) offered.push({ ...found, at });
  }
  const chosen = offered.find(({ tools }) => tools.length > 0);
  if (!chosen) return { tools: [], left: offered.flatMap(({ left }) => left) };
  const others = offered.filter(
    ({ tools }) =>
      tools.length > 0 && canonicalJson([...tools]) !== canonicalJson([...chosen.tools]),
  );
  const why =
    'it offers other tools than the first one that has some, and an item is offered those of the first';
  const mend = 'import again with --tools and a file of them';
  return {
    tools: chosen.tools,
    left: [
      ...offered.flatMap(({ left }) => left),
      ...others.map(({ at }) => ({ at, what: THESE_TOOLS, why, mend })),
    ],
  };
}

/** Providers may be in a file, all together or one by one. */
async function listed(providers: unknown, folder: string): Promise<readonly unknown[]> {
  const given = await tried(providers, folder);
  return Promise.all([given ?? []].flat().map((each) => tried(each, folder)));
}

/** What cannot be read is a program, or is missed where tools are. */
async function tried(value: unknown, folder: string): Promise<unknown> {
  try {
    return await valueOrFile(value, folder);
  } catch (error) {
    if (error instanceof RangeError || error instanceof RatchetError) return undefined;
    throw error;
  }
}

async function toolsOfProvider(
  provider: unknown,
  { folder, at }: { readonly folder: string; readonly at: string },
): Promise<ConfigTools> {
  const given = givenBy(provider);
  if (given === undefined) return { tools: [], left: [] };
  try {
    const value = await valueOrFile(given, folder);
    const parts = await Promise.all([value].flat().map((each) => valueOrFile(each, folder)));
    const found = foundTools(parts.flat()) ?? { tools: [], strange: [] };
    return { tools: found.tools, left: found.strange.map((each) => builtIn(each, at)) };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof RatchetError)) throw error;
    const notRead = { at, what: THESE_TOOLS, why: error.message, mend: 'give them with --tools' };
    return { tools: [], left: [notRead] };
  }
}

/** In the config of a provider, or of one whose id is its only key: `- id: ...`, `- openai:gpt: { config: ... }`. */
function givenBy(provider: unknown): unknown {
  const own = Object(provider);
  const { tools, functions, toolConfig } = Object(
    own.config ?? Object(Object.values(own)[0]).config,
  );
  return tools ?? functions ?? Object(toolConfig).tools;
}

const THESE_TOOLS = 'the tools of this provider';

function builtIn(tool: unknown, at: string): NotCarried {
  return {
    at,
    what: `the tool ${JSON.stringify(tool).slice(0, 60)}`,
    why: 'it is none with a name and a schema: its provider has it built in',
    mend: 'leave it out, or describe it in a file for --tools',
  };
}
