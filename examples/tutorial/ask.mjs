// Asks by the route that the study of docs/tutorial.md has proven: node examples/tutorial/ask.mjs "What to ask"
import { call, loadRouting } from 'ratchet';

const TOOLS = [
  {
    name: 'create_event',
    description: "Put an appointment on the user's calendar.",
    parameters: {
      type: 'object',
      properties: {
        title: { type: 'string', description: 'What the event is called' },
        time: { type: 'string', description: 'Day and time as the user said them' },
      },
      required: ['title', 'time'],
      additionalProperties: false,
    },
  },
];

const routing = await loadRouting(process.env.RATCHET_DATA, { models: 'office/models.yaml' });
const route = routing.route('main');
const answer = await call(route, [{ role: 'user', content: process.argv[2] }], TOOLS);
console.log(route.specId);
console.log(JSON.stringify(answer.kind === 'calls' ? answer.calls : answer.kind));
routing.close();
