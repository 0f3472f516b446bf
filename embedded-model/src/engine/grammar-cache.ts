import type { GbnfJsonSchema, Llama, LlamaGrammar } from 'node-llama-cpp';
import type { ResponseFormat } from '../chat/chat-request.ts';
import { ApiError } from '../http/api-error.ts';
import { messageOf } from '../user-error.ts';

const MAX_GRAMMARS = 64;

/** The grammar of a response format; none for plain text. */
export type Grammars = (format: ResponseFormat) => Promise<LlamaGrammar | undefined>;

/** Compiles the grammar of each schema once, and keeps the ones used last. */
export function createGrammarCache(llama: Llama): Grammars {
  const kept = new Map<string, LlamaGrammar>();
  return async (format) => {
    if (format.type === 'text') return undefined;
    const key = JSON.stringify(format);
    const grammar = kept.get(key) ?? (await compile(llama, format));
    kept.delete(key);
    kept.set(key, grammar);
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_GRAMMARS && oldest !== undefined) kept.delete(oldest);
    return grammar;
  };
}

async function compile(
  llama: Llama,
  format: Exclude<ResponseFormat, { type: 'text' }>,
): Promise<LlamaGrammar> {
  if (format.type === 'json_object') return llama.getGrammarFor('json');
  try {
    const schema: GbnfJsonSchema = format.schema;
    return await llama.createGrammarForJsonSchema<GbnfJsonSchema>(schema);
  } catch (error) {
    throw new ApiError(400, `response_format: no grammar for this schema: ${messageOf(error)}`, {
      param: 'response_format',
    });
  }
}
