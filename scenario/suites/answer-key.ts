import type { Json, JsonObject } from '../json';

/** What the server knows of the right answers. */
export type AnswerKey = readonly KeyItem[];

export interface KeyItem {
  readonly id: string;
  readonly suite: string;
  /** The item's last user message: by it the item is known again in a request. */
  readonly prompt: string;
  /** Empty: no call is due. */
  readonly calls: readonly Call[];
  readonly heldOut: boolean;
  /** The tools of its suite. */
  readonly tools: readonly KeyTool[];
}

export interface KeyTool {
  readonly name: string;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
}

export interface Call {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, Json>>;
  /** Arguments in which any value is right. */
  readonly free?: readonly string[];
}

/** Which item is this request about? The one with the longest prompt that stands in the text. */
export function findItem(key: AnswerKey, text: string): KeyItem | undefined {
  return key
    .filter(({ prompt }) => stands(prompt, text))
    .toSorted((a, b) => b.prompt.length - a.prompt.length)
    .at(0);
}

/** As it is, or as a JSON string would quote it. */
function stands(prompt: string, text: string): boolean {
  return text.includes(prompt) || text.includes(JSON.stringify(prompt).slice(1, -1));
}
