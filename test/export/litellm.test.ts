import { parse } from 'yaml';
import { litellmText } from '../../src/app/export/litellm';
import { notCarried } from '../../src/app/export/not-carried';
import { removeDataFolders } from '../support/data-folder';
import { anExportedRoute } from './exported';

afterAll(removeDataFolders);

const MODELS = {
  lfm: { provider: 'openai-compatible', baseUrl: 'http://h:1/v1', model: 'tiny' },
  claude: { provider: 'anthropic', model: 'haiku' },
  own: { provider: 'anthropic', baseUrl: 'http://h:2/v1', model: 'haiku', apiKeyEnv: 'OWN' },
};

describe('the configuration for LiteLLM', () => {
  it('has a model per phase, its fallbacks in order, and the names of keys alone', async () => {
    const route = await anExportedRoute({
      models: MODELS,
      spec: { retries: 2, temperature: 0.5 },
      params: { num_ctx: 2048, top_p: 0.9 },
    });
    const shared = {
      temperature: 0.5,
      max_tokens: 256,
      top_p: 0.9,
      timeout: 30,
      num_retries: 2,
      extra_body: { num_ctx: 2048 },
    };
    expect(parse(litellmText([route]))).toEqual({
      model_list: [
        {
          model_name: 'atomic',
          litellm_params: {
            model: 'openai/tiny',
            api_base: 'http://h:1/v1',
            api_key: 'no-key',
            ...shared,
          },
          model_info: expect.objectContaining({ ratchet_route: route.route.specId }),
        },
        {
          model_name: 'atomic/claude',
          litellm_params: {
            model: 'anthropic/haiku',
            api_key: 'os.environ/ANTHROPIC_API_KEY',
            ...shared,
          },
          model_info: expect.anything(),
        },
        {
          model_name: 'atomic/own',
          litellm_params: {
            model: 'anthropic/haiku',
            api_base: 'http://h:2',
            api_key: 'os.environ/OWN',
            ...shared,
          },
          model_info: expect.anything(),
        },
      ],
      router_settings: {
        num_retries: 0,
        fallbacks: [{ atomic: ['atomic/claude', 'atomic/own'] }],
      },
    });
  });
});

describe('what a file cannot carry', () => {
  it('is said: a variant of its own, warm-up, retries of unreadable answers', async () => {
    const spec = { variant: 'json_schema', warmup: 2, retries: 1 };
    const route = await anExportedRoute({ models: MODELS, spec });
    const said = notCarried(route, 'litellm').map((sentence) => sentence.split(':')[0]);
    expect(said).toEqual(['variant json_schema', 'warmup 2', 'retries 1']);
    expect(notCarried(route, 'env')).toEqual([]);
  });

  it('is a parameter that a provider of the AI SDK does not know', async () => {
    const route = await anExportedRoute({ models: MODELS, params: { num_ctx: 1 } });
    expect(notCarried(route, 'ai-sdk')).toEqual([
      'params num_ctx: the provider of claude, own does not pass them on',
    ]);
  });
});
