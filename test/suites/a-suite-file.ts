/** A small suite as a person would write it, with changes. */
export function aSuiteFile(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    name: 'small',
    tools: [weather, timer],
    items: [
      anItem('rain', { calls: [{ tool: 'get_weather', arguments: { city: 'Lisbon' } }] }),
      anItem('thanks', 'none'),
    ],
    ...changes,
  };
}

export function anItem(id: string, expect: unknown, changes: object = {}) {
  return { id, prompt: `The prompt of ${id}`, expect, ...changes };
}

const weather = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', maxLength: 20 }, day: { $ref: '#/$defs/day' } },
    required: ['city'],
    $defs: { day: { enum: ['today', 'tomorrow'] } },
  },
};

const timer = {
  name: 'set_timer',
  description: 'A countdown',
  parameters: {
    type: 'object',
    properties: { minutes: { type: 'integer' }, 'a/b~c': { type: 'boolean' } },
    required: ['minutes'],
  },
};
