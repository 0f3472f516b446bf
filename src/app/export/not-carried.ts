import type { ExportedRoute } from './exported-route';
import type { Target } from './targets';

/** What of a route the written file cannot make another program do, a sentence each. */
export function notCarried(exported: ExportedRoute, to: Target): readonly string[] {
  const { spec } = exported.route;
  const { variant, warmup, retries } = spec;
  const native = variant === 'native_api';
  const found = [
    !native && `variant ${variant}: tools are asked for and read in a way that only call() knows`,
    native && to === 'litellm' && 'the system prompt that native_api was measured with',
    warmup > 0 && `warmup ${warmup}: calls thrown away before the first one`,
    retries > 0 && `retries ${retries}: failed requests are repeated, unreadable answers are not`,
    to === 'ai-sdk' && strangeParams(exported),
  ];
  // `env` only tells the values: whoever reads them does what they say.
  return to === 'env' ? [] : found.filter((sentence) => sentence !== false);
}

/** The providers for OpenAI and Anthropic pass on what they know, and nothing else. */
function strangeParams({ models, sampling }: ExportedRoute): string | false {
  const names = Object.keys(sampling.others);
  const strict = models.filter(({ entry }) => /^(openai|anthropic)$/.test(entry.provider));
  if (names.length === 0 || strict.length === 0) return false;
  const who = strict.map(({ entry }) => entry.name).join(', ');
  return `params ${names.join(', ')}: the provider of ${who} does not pass them on`;
}
