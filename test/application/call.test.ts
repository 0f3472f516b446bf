import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { type CallOptions, call, type LoadedRoute, loadRouting } from '../../application';
import type { Spec } from '../../src/spec/spec';
import { chatCompletion, toolCompletion } from '../models/support/answers';
import { codeOf, failureOf, WEATHER } from '../models/support/clients';
import {
  answers,
  type Behaviour,
  type Seen,
  type StandIn,
  startStandIn,
} from '../models/support/stand-in';
import { removeDataFolders } from '../support/data-folder';
import { installation, routingText } from './support/installation';

afterAll(removeDataFolders);

const TOOLS = [WEATHER];
const rain = answers(200, toolCompletion('get_weather', '{"city":"Ghent"}'));
const chat = answers(200, chatCompletion('Hello to you'));
const broken = answers(200, toolCompletion('get_weather', '{"town":"Ghent"}'));
const down = answers(500, { error: { message: 'out of memory' } });
const hang: Behaviour = () => undefined;
const NOWHERE = 'http://127.0.0.1:9/v1';
const ask = (content: string) => [{ role: 'user', content }] as const;

interface Asked {
  readonly route: LoadedRoute;
  readonly main: StandIn;
  readonly other: StandIn;
}

/** A route whose model is at one server and whose fallback is at another. */
async function withRoute(
  {
    main = rain,
    other = rain,
    spec = {},
    fallbacks = ['claude-haiku'],
    mainUrl,
  }: {
    readonly main?: Behaviour;
    readonly other?: Behaviour;
    readonly spec?: Partial<Spec>;
    readonly fallbacks?: readonly string[];
    readonly mainUrl?: string;
  },
  use: (asked: Asked) => Promise<void>,
): Promise<void> {
  const servers = await Promise.all([startStandIn(main), startStandIn(other)]);
  const urls = { lfm: mainUrl ?? servers[0].url, 'claude-haiku': servers[1].url };
  const folder = await installation(routingText(spec, { fallbacks }), urls);
  const { route } = await loadRouting(folder, { followSeconds: 0 });
  try {
    await use({ route: route('atomic'), main: servers[0], other: servers[1] });
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

/** One thing at the first requests, another after them. */
function first(count: number, behaviour: Behaviour, then: Behaviour): Behaviour {
  let seen = 0;
  return (response, request) => {
    seen += 1;
    (seen <= count ? behaviour : then)(response, request);
  };
}

function saidTo({ requests }: StandIn): readonly (readonly string[])[] {
  return requests.map(({ body }: Seen) => {
    const messages: unknown = body['messages'];
    return Array.isArray(messages) ? messages.map(({ content }) => JSON.stringify(content)) : [];
  });
}

describe('call()', () => {
  it('answers with the tool calls of the model, and says which route it took and why', async () => {
    await withRoute({}, async ({ route, main }) => {
      expect(await call(route, ask('Weather in Ghent?'), TOOLS)).toMatchObject({
        kind: 'calls',
        calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }],
        route: {
          phase: 'atomic',
          model: 'lfm',
          specId: 'lfm/atomic/native_api/t30/r0/i1/w0/T0',
          isFallback: false,
          why: 'Better in 7 of 7 runs',
          failed: [],
        },
        measured: { modelCalls: 1, inputTokens: 11, outputTokens: 7 },
      });
      expect(main.requests).toHaveLength(1);
    });
  });

  it('answers with text where no tool is due', async () => {
    await withRoute({ main: chat }, async ({ route }) => {
      const answer = await call(route, ask('Hello'), TOOLS);
      expect(answer).toMatchObject({ kind: 'text', text: 'Hello to you' });
    });
  });

  it('asks by the variant of the route, and keeps the JSON that it asks for to itself', async () => {
    const constrained: Behaviour = (response, seen) => {
      expect(seen.body['tools']).toBeUndefined();
      expect(JSON.stringify(seen.body['response_format'])).toContain('json_schema');
      answers(200, chatCompletion('{"calls": []}'))(response, seen);
    };
    await withRoute({ main: constrained, spec: { variant: 'json_schema' } }, async ({ route }) => {
      expect(await call(route, ask('Hello'), TOOLS)).toMatchObject({ kind: 'text', text: '' });
    });
  });

  it('asks by a variant of a plug-in; one that fails is no fault of a model', async () => {
    const folder = await installation(routingText());
    const file = join(folder, 'own.ts');
    await writeFile(
      file,
      `export const next = ({ tools, messages, answers: [answer] }) => {
        if (answer === undefined) return { ask: { tools, messages } };
        if (answer.toolCalls.length === 0) throw new Error('nothing to read');
        return { calls: answer.toolCalls.map((call) => ({ tool: call.name, arguments: call.argumentsText })) };
      };`,
    );
    const variantFile = await pluginFile(file);
    await withRoute({ main: first(1, rain, chat) }, async ({ route, main, other }) => {
      const own = { ...route, spec: { ...route.spec, variant: 'own' }, variantFile };
      expect(await call(own, ask('Weather in Ghent?'), TOOLS)).toMatchObject({
        kind: 'calls',
        calls: [{ tool: 'get_weather', arguments: { city: 'Ghent' } }],
        route: { specId: 'lfm/atomic/own/t30/r0/i1/w0/T0' },
      });
      const failure = await failureOf(call(own, ask('Hello'), TOOLS));
      expect(codeOf(failure)).toBe('PLUGIN_FAILED');
      expect(failure.message).toBe(`Cannot use the plug-in ${file}: nothing to read`);
      expect([main.requests.length, other.requests.length]).toEqual([2, 0]);
    });
  });

  it('sends temperature and a seed that is another one for each call', async () => {
    await withRoute({ spec: { temperature: 0.7 } }, async ({ route, main }) => {
      await call(route, ask('Weather?'), TOOLS);
      await call(route, ask('Weather?'), TOOLS);
      await call(route, ask('Weather?'), TOOLS, { seed: 5 });
      const [one, two, three] = main.requests.map(({ body }) => body);
      expect(one?.['temperature']).toBe(0.7);
      expect(one?.['seed']).not.toBe(two?.['seed']);
      expect(three?.['seed']).toBe(5);
    });
  });

  it('tries again what shows itself as broken, as often as the route says', async () => {
    await withRoute(
      { main: first(2, broken, rain), spec: { retries: 2 } },
      async ({ route, main }) => {
        expect(await call(route, ask('Weather?'), TOOLS)).toMatchObject({ kind: 'calls' });
        expect(main.requests).toHaveLength(3);
      },
    );
  });

  it('hands out no call that its tool would refuse', async () => {
    await withRoute({ main: broken }, async ({ route, other }) => {
      expect(await call(route, ask('Weather?'), TOOLS)).toMatchObject({
        kind: 'unreadable',
        why: 'It breaks its tool\'s schema: {"tool":"get_weather","arguments":{"town":"Ghent"}}',
        route: { model: 'lfm' },
      });
      expect(other.requests).toHaveLength(0);
    });
  });

  it('shares a conversation under isolation 0, and none under isolation 1', async () => {
    for (const isolation of [0, 1] as const) {
      await withRoute({ main: chat, spec: { isolation } }, async ({ route, main }) => {
        const { history } = await call(route, ask('First'), TOOLS);
        await call(route, ask('Second'), TOOLS, { history });
        const second = saidTo(main)[1]?.join(' ') ?? '';
        expect(second.includes('First')).toBe(isolation === 0);
        expect(second.includes('Hello to you')).toBe(isolation === 0);
        expect(history.length).toBe(isolation === 0 ? 2 : 0);
      });
    }
  });

  it('refuses what cannot be asked with, by the name of the field', async () => {
    await withRoute({}, async ({ route, main }) => {
      const refused = async (messages: unknown, tools: unknown) => {
        // A program in plain JavaScript may hand in anything.
        const failure = await failureOf(Reflect.apply(call, undefined, [route, messages, tools]));
        expect(codeOf(failure)).toBe('CALL_INVALID');
        return failure.message;
      };
      expect(await refused([], TOOLS)).toContain('the last message must be of role user');
      expect(await refused(ask('x'), [])).toContain('tools: expected at least one tool');
      expect(await refused(ask('x'), [{ ...WEATHER, name: 'none' }])).toContain('tools[0].name');
      expect(await refused(ask('x'), [{ ...WEATHER, parameters: { type: 'x' } }])).toContain(
        'tools[0].parameters',
      );
      expect(main.requests).toHaveLength(0);
    });
  });
});

describe('warm-up', () => {
  it('is made once before the first call, with the calls that wait for it counted in', async () => {
    await withRoute({ spec: { warmup: 2 } }, async ({ route, main }) => {
      await Promise.all([call(route, ask('One?'), TOOLS), call(route, ask('Two?'), TOOLS)]);
      expect(main.requests).toHaveLength(4);
      expect(await call(route, ask('Three?'), TOOLS)).toMatchObject({
        measured: { modelCalls: 1 },
      });
      expect(main.requests).toHaveLength(5);
    });
  });

  it('is made again after a pause in which the model may have been dropped', async () => {
    await withRoute({ spec: { warmup: 1 } }, async ({ route, main }) => {
      await call(route, ask('One?'), TOOLS);
      await wait(60);
      await call(route, ask('Two?'), TOOLS, { coldAfterSeconds: 0.05 });
      expect(main.requests).toHaveLength(4);
    });
  });
});

describe('fallback', () => {
  const quick: CallOptions = { patienceSeconds: 0.1, restSeconds: 0 };

  it.each([
    { what: 'fails', code: 'MODEL_FAILED', main: down },
    {
      what: 'is unknown there',
      code: 'MODEL_NOT_FOUND',
      main: answers(404, { error: 'no such model, not found' }),
    },
    { what: 'wants another key', code: 'MODEL_UNAUTHORIZED', main: answers(401, { error: 'key' }) },
    {
      what: 'asks to wait for too long',
      code: 'MODEL_THROTTLED',
      main: answers(429, {}, { 'retry-after': '60' }),
    },
    { what: 'answers nonsense', code: 'MODEL_ANSWER_UNREADABLE', main: answers(200, '<html>') },
    {
      what: 'is another one',
      code: 'SERVED_OTHER_MODEL',
      main: answers(200, chatCompletion('x', { model: 'huge' })),
    },
    { what: 'is silent', code: 'TIMED_OUT', main: hang },
  ])('answers where the model $what', async ({ code, main }) => {
    await withRoute({ main, spec: { timeoutSeconds: 0.5 } }, async ({ route }) => {
      const answer = await call(route, ask('Weather?'), TOOLS, quick);
      expect(answer).toMatchObject({
        kind: 'calls',
        route: { model: 'claude-haiku', isFallback: true, failed: [{ model: 'lfm', code }] },
      });
      expect(answer.route.specId).toBe('claude-haiku/atomic/native_api/t0.5/r0/i1/w0/T0');
      expect(answer.route.why).toMatch(/^Fallback: .*"lfm"/);
    });
  });

  it('answers where the waits of several calls are more than its patience, each alone being less', async () => {
    const later = answers(429, {}, { 'retry-after-ms': '400' });
    const main = first(1, later, first(1, broken, first(1, later, rain)));
    await withRoute({ main, spec: { retries: 1 } }, async ({ route, main: asked }) => {
      const options = { ...quick, patienceSeconds: 0.6 };
      const { route: used } = await call(route, ask('Weather?'), TOOLS, options);
      expect(used.failed).toMatchObject([{ model: 'lfm', code: 'MODEL_THROTTLED' }]);
      expect(asked.requests).toHaveLength(3);
    });
  });

  it('answers where nothing listens', async () => {
    await withRoute({ mainUrl: NOWHERE }, async ({ route }) => {
      const { route: used } = await call(route, ask('Weather?'), TOOLS, quick);
      expect(used.why).toContain('nothing listens at http://127.0.0.1:9/v1');
    });
  });

  it('lets a model that failed rest, and asks it again after that', async () => {
    await withRoute({ main: first(1, down, rain) }, async ({ route, main }) => {
      const models: string[] = [];
      for (const pause of [0, 0, 400]) {
        await wait(pause);
        const { route: used } = await call(route, ask('Weather?'), TOOLS, { restSeconds: 0.3 });
        models.push(used.model);
      }
      expect(models).toEqual(['claude-haiku', 'claude-haiku', 'lfm']);
      expect(main.requests).toHaveLength(2);
    });
  });

  it('asks resting models all the same where no other is left', async () => {
    await withRoute({ main: first(1, down, rain), fallbacks: [] }, async ({ route }) => {
      expect(codeOf(await failureOf(call(route, ask('Weather?'), TOOLS)))).toBe('ROUTE_UNSERVED');
      expect(await call(route, ask('Weather?'), TOOLS)).toMatchObject({ kind: 'calls' });
    });
  });

  it('says of every model why it did not answer', async () => {
    await withRoute({ main: down, mainUrl: NOWHERE, other: down }, async ({ route }) => {
      const failure = await failureOf(call(route, ask('Weather?'), TOOLS, quick));
      expect(codeOf(failure)).toBe('ROUTE_UNSERVED');
      expect(failure.message.split('\n')).toEqual([
        'No model of the route of phase "atomic" answered:',
        expect.stringMatching(/^ {2}lfm: MODEL_UNREACHABLE: .*nothing listens/),
        expect.stringMatching(/^ {2}claude-haiku: MODEL_FAILED: .*out of memory/),
      ]);
    });
  });

  it('is not for a caller who has given up', async () => {
    await withRoute({ main: hang }, async ({ route, other }) => {
      const signal = AbortSignal.timeout(100);
      await expect(call(route, ask('Weather?'), TOOLS, { signal })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      expect(other.requests).toHaveLength(0);
    });
  });
});
