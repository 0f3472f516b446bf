import type { JsonSchema, Message, Variant, VariantView } from 'ratchet';

/** Lets the model say first what is wanted, and then asks for the calls as JSON. */
export const next: Variant = (item) => {
  const [thought, decision] = item.answers;
  if (thought === undefined) return { ask: { messages: dialogue(item), maxTokens: 96 } };
  if (item.tools.length === 0) return { text: thought.text };
  if (decision === undefined) {
    const said: Message = { role: 'assistant', content: thought.text };
    const further: Message = { role: 'user', content: 'Now the calls as JSON, [] for none.' };
    return { ask: { messages: [...dialogue(item), said, further], answerSchema: schemaOf(item) } };
  }
  try {
    const { calls = null } = JSON.parse(decision.text);
    return calls?.length === 0 ? { text: thought.text } : { calls };
  } catch {
    return { malformed: 'the answer is no JSON' };
  }
};

function dialogue({ tools, history, messages, exchanges }: VariantView): readonly Message[] {
  const system = `Say in one sentence which of these tools are needed, if any: ${JSON.stringify(tools)}`;
  const made = exchanges.map((each): Message => ({
    role: 'user',
    content: `Done already: ${JSON.stringify(each)}`,
  }));
  return [{ role: 'system', content: system }, ...history, ...messages, ...made];
}

function schemaOf({ tools }: VariantView): JsonSchema {
  const call = tools.map(({ name, parameters }) => ({
    type: 'object',
    properties: { tool: { const: name }, arguments: parameters },
    required: ['tool', 'arguments'],
  }));
  const calls = { type: 'array', items: { anyOf: call }, maxItems: 3 };
  return { type: 'object', properties: { calls }, required: ['calls'] };
}
