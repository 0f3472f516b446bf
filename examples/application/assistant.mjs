// An assistant that takes lines from standard input and does what they ask for, by the route that Ratchet has proven.
//
//   npm run build
//   node examples/application/assistant.mjs ratchet-data atomic
//
// One line of JSON per line asked; the routes are followed while it runs.
import { createInterface } from 'node:readline';
import { call, loadRouting } from 'ratchet';

const [path = 'ratchet-data', phase = 'atomic'] = process.argv.slice(2);

/** What models get to know. The same list at each call: its schemas are compiled once. */
const TOOLS = [
  {
    name: 'get_weather',
    description: 'Get the current weather of a city.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'name of the city' } },
      required: ['city'],
    },
  },
  {
    name: 'set_timer',
    description: 'Start a countdown timer.',
    parameters: {
      type: 'object',
      properties: { minutes: { type: 'integer', description: 'length in whole minutes' } },
      required: ['minutes'],
    },
  },
];

/** The work itself; arguments fit the schemas above, `call` sees to it. */
const WORK = {
  get_weather: ({ city }) => `It is 18 degrees in ${city}`,
  set_timer: ({ minutes }) => `A timer of ${minutes} minutes runs`,
};

const routing = await loadRouting(path, {
  phases: [phase],
  onChange: () => say({ event: 'route', spec: routing.route(phase).specId }),
  onProblem: ({ message }) => say({ event: 'problem', message }),
});
const { specId, simulated } = routing.route(phase);
say({ event: 'route', spec: specId, ...(simulated && { simulated }) });

let history = [];
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') say(await answer(line));
}
routing.close();

async function answer(content) {
  try {
    // The route is asked for at each call, so that a new one counts from the next line on.
    const answered = await call(routing.route(phase), [{ role: 'user', content }], TOOLS, {
      history,
    });
    history = answered.history;
    const { model, isFallback, why } = answered.route;
    return { asked: content, ...whatToDo(answered), model, ...(isFallback && { why }) };
  } catch (error) {
    return { asked: content, failed: error.message };
  }
}

function whatToDo(answered) {
  if (answered.kind === 'text') return { said: answered.text };
  if (answered.kind === 'unreadable') return { failed: answered.why };
  return { done: answered.calls.map((due) => WORK[due.tool](due.arguments)) };
}

function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
