import { z } from 'zod';
import { type StandIn, startStandIn } from '../models/support/stand-in';

const asked = z.looseObject({
  temperature: z.number(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
});

interface Answer {
  readonly text?: string;
  readonly call?: readonly [name: string, argumentsText: string];
}

/**
 * A model server whose answers come to every letter: at temperature 0 as the prompts name them, warmer nearly all
 * right. To the prompt with `slowly` it says nothing.
 */
export function startOddEndpoint(): Promise<StandIn> {
  return startStandIn((response, { path, body }) => {
    if (!path.endsWith('/chat/completions')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'odd-1' }] }));
      return;
    }
    const { temperature, messages } = asked.parse(body);
    const prompt = messages.at(-1)?.content ?? '';
    if (prompt.includes('slowly')) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(completion(answerTo(prompt, temperature > 0))));
  });
}

function answerTo(prompt: string, isWarm: boolean): Answer {
  if (prompt.includes('garbled')) return { call: ['get_weather', '{"city":'] };
  const right: Answer = prompt.includes('Thanks')
    ? { text: '=1+1 is "two",\nas they say' }
    : { call: ['get_weather', '{"city":"Ghent"}'] };
  if (isWarm) return right;
  if (prompt.includes('tool')) return { call: ['set_timer', '{"minutes":3}'] };
  if (prompt.includes('arguments')) return { call: ['get_weather', '{"city":"Paris"}'] };
  if (prompt.includes('silently')) return { text: '+ I would rather not' };
  return prompt.includes('too much') ? { call: ['get_weather', '{"city":"Ghent"}'] } : right;
}

function completion({ text = '', call }: Answer) {
  const calls = call && [
    { id: 'call-1', type: 'function', function: { name: call[0], arguments: call[1] } },
  ];
  const message = { role: 'assistant', content: text, ...(calls && { tool_calls: calls }) };
  return {
    id: 'answer-1',
    object: 'chat.completion',
    created: 1,
    model: 'odd-1',
    choices: [{ index: 0, finish_reason: calls ? 'tool_calls' : 'stop', message }],
    usage: { prompt_tokens: 40, completion_tokens: 5, total_tokens: 45 },
  };
}
