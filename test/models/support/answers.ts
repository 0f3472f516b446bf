/** A chat completion of OpenAI's protocol that says `text`; `fields` replace what is at its top. */
export function chatCompletion(text: string, fields: Record<string, unknown> = {}) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_750_000_000,
    model: 'tiny',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
    ...fields,
  };
}

/** A chat completion that calls one tool, its arguments as the text given. */
export function toolCompletion(name: string, argumentsText: string) {
  const call = { id: 'call_1', type: 'function', function: { name, arguments: argumentsText } };
  const message = { role: 'assistant', content: null, tool_calls: [call] };
  return chatCompletion('', { choices: [{ index: 0, finish_reason: 'tool_calls', message }] });
}

/** A message of Anthropic's protocol with these content blocks. */
export function anthropicMessage(
  content: readonly unknown[],
  fields: Record<string, unknown> = {},
) {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-tiny-20250101',
    content,
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 5 },
    ...fields,
  };
}
