import type { Provider, ProviderAnswer, ProviderRequest } from 'ratchet';

/** Speaks to Ollama by its own protocol instead of OpenAI's. */
export const complete: Provider = async (request) => {
  const url = `${request.model.baseUrl ?? 'http://127.0.0.1:11434'}/api/chat`;
  try {
    const reply = await fetch(url, { method: 'POST', body: JSON.stringify(bodyOf(request)) });
    const retryAfterSeconds = Number(reply.headers.get('retry-after') ?? 1);
    if (reply.status === 503) return { failed: 'busy', message: 'it is full', retryAfterSeconds };
    if (reply.status === 404) return { failed: 'not-found', message: await reply.text() };
    return answerOf(JSON.parse(await reply.text()));
  } catch (error) {
    return { failed: 'unreachable', message: String(error) };
  }
};

function bodyOf({ model, messages, tools, answerSchema, ...request }: ProviderRequest) {
  const { temperature, seed, maxTokens, params } = request;
  return {
    model: model.id,
    messages,
    stream: false,
    ...(tools && { tools: tools.map((tool) => ({ type: 'function', function: tool })) }),
    ...(answerSchema && { format: answerSchema }),
    options: { temperature, seed, num_predict: maxTokens, ...params },
  };
}

function answerOf({ model, message }: { model: string; message: OllamaMessage }): ProviderAnswer {
  const toolCalls = (message.tool_calls ?? []).map((call) => call.function);
  return { text: message.content, toolCalls, servedModel: model };
}

interface OllamaMessage {
  content: string;
  tool_calls?: { function: { name: string; arguments: Record<string, string> } }[];
}
