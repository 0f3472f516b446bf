const weather = { calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }] };

function item(id: string, prompt: string, more: object = {}) {
  return { id, prompt, expect: weather, ...more };
}

const none = { expect: 'none' };
const heldOut = { heldOut: true };

/** A suite that comes to every letter with the odd endpoint, with prompts that spreadsheets take for formulas. */
export const ODD_SUITE = {
  name: 'odd',
  description: 'Every letter there is',
  tools: [
    {
      name: 'get_weather',
      description: 'Get the weather of a city.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string', description: 'Its name' } },
        required: ['city'],
        additionalProperties: false,
      },
    },
    {
      name: 'set_timer',
      description: 'Start a timer.',
      parameters: {
        type: 'object',
        properties: { minutes: { type: 'integer' } },
        required: ['minutes'],
        additionalProperties: false,
      },
    },
  ],
  items: [
    item('right', '=SUM(1;2) degrees, or how warm is it in "Ghent"?'),
    item('wrong-tool', 'The weather in Ghent, with the tool of your choice'),
    item('wrong-arguments', '-1 or more? Ghent, with arguments'),
    item('silent', 'The weather in Ghent, silently'),
    item('over-called', 'Thanks, not too much', none),
    item('garbled', 'The weather in Ghent, garbled'),
    item('slow', 'The weather in Ghent, slowly'),
    item('declined', 'Thanks a lot', none),
    item('held-out-call', 'How is the weather in Ghent, for later?', heldOut),
    item('held-out-none', 'Thanks, for later', { ...none, ...heldOut }),
  ],
};
