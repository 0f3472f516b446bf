import { hideSecrets } from '../../hide-secrets';
import { describeIssues } from '../../input-issue';
import { didYouMean } from '../../nearest-word';
import { inputIssues } from '../../parse-issues';
import { printable } from '../../printable';
import { tooLarge } from '../../size-limits';
import { isForeseen } from '../cli-error';
import { RPC, RpcError } from './json-rpc';
import type { Tool } from './tool';

/** Longest answer of a tool, in characters: what an assistant can take in. */
export const LONGEST_ANSWER = 100_000;
const LARGEST_INPUT = { size: 20_000, depth: 16 };
/** Tools at work at once; more wait. */
const AT_ONCE = 4;

export interface ToolResult {
  readonly content: readonly [{ readonly type: 'text'; readonly text: string }];
  readonly isError: boolean;
}

/**
 * Calls a tool. What goes wrong in it is told as its result, so that the assistant reads it and can mend its question.
 *
 * @throws {RpcError} for a tool that there is not
 */
export async function callTool(
  tools: readonly Tool[],
  params: Readonly<Record<string, unknown>>,
): Promise<ToolResult> {
  const { name, arguments: given = {} } = params;
  const found = tools.find((tool) => tool.name === name);
  if (!found) throw unknownTool(tools, name);
  const wrong = wrongInput(found, given);
  if (wrong !== null) return told(wrong, true);
  try {
    const answer = await inTurn(() => found.call(given));
    return told(typeof answer === 'string' ? answer : JSON.stringify(answer, null, 1), false);
  } catch (error) {
    return told(wordsOf(error), true);
  }
}

/** In words that say how to mend it; null: nothing is wrong. */
function wrongInput({ input }: Tool, given: unknown): string | null {
  const large = tooLarge(given, LARGEST_INPUT);
  if (large !== null) return `arguments: ${large}`;
  const parsed = input.safeParse(given);
  return parsed.success ? null : describeIssues(inputIssues(parsed.error, given));
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return hideSecrets(isForeseen(error) ? words : `Unexpected: ${words}`);
}

function unknownTool(tools: readonly Tool[], name: unknown): RpcError {
  const names = tools.map((tool) => tool.name);
  const near = typeof name === 'string' ? didYouMean(name, names) : '';
  return new RpcError(
    RPC.invalidParams,
    `Unknown tool ${JSON.stringify(name)?.slice(0, 80)}${near}; those that change more than pause and resume need ratchet mcp --allow-control`,
  );
}

function told(text: string, isError: boolean): ToolResult {
  return { content: [{ type: 'text', text: bounded(printable(text)) }], isError };
}

function bounded(text: string): string {
  if (text.length <= LONGEST_ANSWER) return text;
  const cut = `\n[cut here: ${LONGEST_ANSWER} of ${text.length} characters; ask for one cycle or one phase]`;
  return `${text.slice(0, LONGEST_ANSWER - cut.length)}${cut}`;
}

let atWork = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  atWork += 1;
  try {
    return await work();
  } finally {
    atWork -= 1;
    waiting.shift()?.();
  }
}
