import {
  PROVIDER_ANSWERS,
  providerAnswer,
  providerIdentity,
} from '../../../plugins/parse-provider-answer';
import type { ProviderRequest } from '../../../plugins/plugin';
import type { Contract, Probe } from '../contract';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9/v1';
const MODEL: ProviderRequest['model'] = {
  name: 'tested',
  id: 'tested-model',
  baseUrl: NOWHERE,
  apiKey: null,
};

const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const WEATHER = { name: 'get_weather', description: 'The weather of a city', parameters: CITY };

const QUESTIONS = {
  'a question in words': {},
  'a question with tools': { tools: [WEATHER] },
  'a question that asks for JSON': { answerSchema: CITY },
};

const MEND =
  "catch what your client throws and answer { failed: 'unreachable', message }, or another of the ways to fail";

/**
 * The contract of a provider.
 *
 * @param model - the one to ask; left out: one whose endpoint is not there, which a provider must tell
 */
export function providerContract(model: ProviderRequest['model'] = MODEL): Contract {
  const where = model === MODEL ? ', with no endpoint there' : '';
  return {
    kind: 'provider',
    exported: ['complete'],
    beginning: 'export const complete: Provider = async ({ model, messages }) => ({ text: ... });',
    probes: (exported) => [
      ...Object.entries(QUESTIONS).map(([name, question]) =>
        probe(`${name}${where}`, model, question),
      ),
      ...(exported.includes('identify') && model !== MODEL ? [identify(model)] : []),
    ],
  };
}

function probe(name: string, model: ProviderRequest['model'], question: object): Probe {
  return {
    name: `answers ${name}`,
    call: 'complete',
    input: JSON.parse(JSON.stringify({ model, ...REQUEST, ...question })),
    limitMs: 60_000,
    schema: providerAnswer,
    inWords: PROVIDER_ANSWERS,
    repeatable: false,
    mend: MEND,
  };
}

const REQUEST = {
  messages: [{ role: 'user', content: 'What is the weather in Lisbon?' }],
  maxTokens: 64,
  temperature: 0,
  seed: 7,
  params: {},
};

function identify(model: ProviderRequest['model']): Probe {
  return {
    name: 'tells who it is',
    call: 'identify',
    input: { ...model },
    limitMs: 15_000,
    schema: providerIdentity,
    inWords: '{servedModel?, digest?}',
    repeatable: true,
    mend: 'answer { servedModel: null } where the endpoint does not tell',
  };
}
