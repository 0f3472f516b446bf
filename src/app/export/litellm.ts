import { stringify } from 'yaml';
import { withoutUndefined } from '../../without-undefined';
import type { ExportedModel, ExportedRoute } from './exported-route';

/** What stands where an endpoint takes no key: else LiteLLM would send it the one of OpenAI. */
const NO_KEY = 'no-key';

const HEAD = `# Written by: ratchet export routing --to litellm
# Each phase is a model name; its fallbacks are <phase>/<model>. Keys are read from the environment.
`;

/** A configuration of LiteLLM's proxy and router: a model name per phase, with its fallbacks. */
export function litellmText(routes: readonly ExportedRoute[]): string {
  const fallbacks = routes
    .filter(({ models }) => models.length > 1)
    .map(({ route, models }) => ({
      [route.phase]: models.slice(1).map(({ entry }) => fallbackName(route.phase, entry.name)),
    }));
  const config = {
    model_list: routes.flatMap((route) =>
      route.models.map((model, at) => deployment(route, model, at)),
    ),
    // Retries are those of each route; what is beyond them goes to the fallbacks at once.
    router_settings: { num_retries: 0, ...(fallbacks.length > 0 && { fallbacks }) },
  };
  return HEAD + stringify(config, { lineWidth: 0 });
}

function fallbackName(phase: string, model: string): string {
  return `${phase}/${model}`;
}

function deployment(exported: ExportedRoute, model: ExportedModel, at: number) {
  const { route, sampling } = exported;
  const { others } = sampling;
  return {
    model_name: at === 0 ? route.phase : fallbackName(route.phase, model.entry.name),
    litellm_params: withoutUndefined({
      ...endpoint(model),
      temperature: sampling.temperature,
      max_tokens: sampling.maxTokens ?? undefined,
      top_p: sampling.topP ?? undefined,
      timeout: route.spec.timeoutSeconds,
      num_retries: route.spec.retries,
      extra_body: Object.keys(others).length > 0 ? others : undefined,
    }),
    model_info: {
      ratchet_route: route.specId,
      ratchet_decision: route.decision,
      ...(route.simulated && { ratchet_simulated: true }),
    },
  };
}

function endpoint({ entry, address }: ExportedModel) {
  const anthropic = entry.provider === 'anthropic';
  const own = entry.baseUrl === null && /^(openai|anthropic)$/.test(entry.provider);
  return {
    model: `${anthropic ? 'anthropic' : 'openai'}/${entry.modelId}`,
    // LiteLLM puts Anthropic's version path behind the address by itself.
    api_base: own ? undefined : anthropic ? address.replace(/\/v1$/, '') : address,
    api_key: entry.apiKeyEnv === null ? NO_KEY : `os.environ/${entry.apiKeyEnv}`,
  };
}
