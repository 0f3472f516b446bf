import { z } from 'zod';
import { choiceMessage, fields } from '../parse-issues';
import { PROVIDERS } from './model-entry';

const NAME = /^[a-z0-9][a-z0-9.-]*$/;
const NAME_RULE = 'expected lower-case letters, digits, dots and dashes, such as "qwen3-4b"';
const VARIABLE_RULE =
  'expected the name of an environment variable, such as OPENAI_API_KEY; the key itself does not belong into this file';

const name = z.string().regex(NAME, NAME_RULE);
const someText = z.string().min(1, 'expected a text, found an empty one');
const dollars = z.number().nonnegative('expected US dollars per million tokens, at least 0');

/** Told from a provider's name by its dot and slash. */
const PLUGIN_PATH = /^\.{0,2}\/.+\.[cm]?[jt]s$/;
const providers = [...PROVIDERS, './my-provider.ts'];

const provider = z
  .union(
    [
      z.enum(PROVIDERS),
      z.string().regex(PLUGIN_PATH, {
        error: ({ input }) => choiceMessage(providers, input),
      }),
    ],
    { error: `expected ${providers.map((name) => JSON.stringify(name)).join(' or ')}` },
  )
  .describe(
    'How the endpoint is spoken to; Ollama, llama.cpp, vLLM and LM Studio are "openai-compatible"; or the path of a plug-in, from this file',
  );

const entry = fields({
  provider,
  baseUrl: z
    .url({
      protocol: /^https?$/,
      error: (issue) =>
        typeof issue.input === 'string'
          ? 'expected an http or https address, such as http://127.0.0.1:11434/v1'
          : undefined,
    })
    .optional()
    .describe('Most end in /v1; may be left out for openai, anthropic, embedded and scenario'),
  model: someText.describe('The id that the endpoint knows the model by'),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, VARIABLE_RULE)
    .nullable()
    .optional()
    .describe('The environment variable that holds the key; null: no key is sent'),
  slots: z
    .int()
    .min(1, 'expected at least 1')
    .max(64, 'expected at most 64')
    .default(1)
    .describe('Evaluations at once; 1 is right for a local model'),
  pool: name
    .optional()
    .describe('Models of one pool share its slots; the model’s name when left out'),
  requestsPerMinute: z
    .int()
    .min(1, 'expected at least 1')
    .optional()
    .describe('No limit when left out'),
  prices: fields({ inputPerMillion: dollars, outputPerMillion: dollars })
    .optional()
    .describe('US dollars per million tokens'),
  servedAs: z
    .array(someText)
    .default([])
    .describe('Further names under which the endpoint may say that it served this model'),
});

/** The models file as it is written. */
export const modelsFile = fields({
  models: z.record(name, entry, {
    error: (issue) => (issue.code === 'invalid_key' ? NAME_RULE : undefined),
  }),
});

export type ModelsFile = z.infer<typeof modelsFile>;
export type EntryInFile = ModelsFile['models'][string];
