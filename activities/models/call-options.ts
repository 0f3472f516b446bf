import type {
  JSONObject,
  JSONSchema7,
  LanguageModelV3CallOptions,
  LanguageModelV3Message,
} from '@ai-sdk/provider';
import type { JsonSchema } from '../../src/json';
import type { Message, Tool } from '../../src/suites/suite';
import type { ToolTurn } from '../../src/variants/exchange';
import { resultText } from '../../src/variants/written-exchange';
import type { ModelEntry, ModelRequest } from '../ports';
import { COMPATIBLE } from './language-model';
import { fitsStrictMode } from './strict-mode';

/** A request in the words of the AI SDK. */
export function callOptions(
  request: ModelRequest,
  provider: ModelEntry['provider'],
): LanguageModelV3CallOptions {
  const { question, temperature, params } = request;
  return {
    prompt: [...question.messages.map(toMessage), ...(question.turns ?? []).map(toToolMessage)],
    temperature,
    maxOutputTokens: maxTokens(params['max_tokens']) ?? question.maxTokens,
    ...(provider === 'anthropic' ? {} : { seed: request.seed }),
    ...(question.tools ? { tools: question.tools.map(toTool) } : {}),
    ...(question.answerSchema ? answerFormat(question.answerSchema) : {}),
  };
}

function maxTokens(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function toMessage({ role, content }: Message): LanguageModelV3Message {
  return role === 'system'
    ? { role, content }
    : { role, content: [{ type: 'text', text: content }] };
}

function toToolMessage(turn: ToolTurn): LanguageModelV3Message {
  if (turn.role === 'assistant') {
    return {
      role: 'assistant',
      content: turn.calls.map(({ id, tool, arguments: input }) => ({
        type: 'tool-call',
        toolCallId: id,
        toolName: tool,
        input,
      })),
    };
  }
  return {
    role: 'tool',
    content: turn.results.map(({ id, tool, result }) => ({
      type: 'tool-result',
      toolCallId: id,
      toolName: tool,
      output: { type: 'text', value: resultText(result) },
    })),
  };
}

function toTool({ name, description, parameters }: Tool) {
  return { type: 'function', name, description, inputSchema: toSdkSchema(parameters) } as const;
}

function answerFormat(schema: JsonSchema) {
  const strictJsonSchema = fitsStrictMode(schema);
  const options: Record<string, JSONObject> = {
    openai: { strictJsonSchema },
    [COMPATIBLE]: { strictJsonSchema },
  };
  return {
    responseFormat: { type: 'json', name: 'answer', schema: toSdkSchema(schema) },
    providerOptions: options,
  } as const;
}

/** The SDK passes a schema on as it is; its type only knows draft 7. */
function toSdkSchema(schema: JsonSchema): JSONSchema7 {
  return { ...schema };
}
