import type { ModelEntry } from '../../models/model-entry';
import { withoutUndefined } from '../../without-undefined';
import type { ExportedModel, ExportedRoute } from './exported-route';

/** Under this name the provider for compatible endpoints reads its own options. */
const COMPATIBLE = 'endpoint';

const PACKAGES = {
  createAnthropic: '@ai-sdk/anthropic',
  createOpenAI: '@ai-sdk/openai',
  createOpenAICompatible: '@ai-sdk/openai-compatible',
} as const;
type Maker = keyof typeof PACKAGES;

const MAKERS: Readonly<Record<ModelEntry['provider'], Maker>> = {
  anthropic: 'createAnthropic',
  openai: 'createOpenAI',
  'openai-compatible': 'createOpenAICompatible',
  embedded: 'createOpenAICompatible',
  scenario: 'createOpenAICompatible',
  // Refused before: nobody else can speak through a plug-in.
  plugin: 'createOpenAICompatible',
};

/** A module of JavaScript that exports the routes as models and settings of the AI SDK. */
export function aiSdkText(routes: readonly ExportedRoute[]): string {
  const models = new Map(
    routes.flatMap(({ models }) => models).map((model) => [model.entry.name, model]),
  );
  const makers = new Set([...models.values()].map(({ entry }) => MAKERS[entry.provider]));
  return [
    '// Written by: ratchet export routing --to ai-sdk',
    '// generateText({ ...routes[phase].settings, model: routes[phase].model, system: routes[phase].system, ... })',
    ...[...makers].toSorted().map((name) => `import { ${name} } from '${PACKAGES[name]}';`),
    '',
    'const models = {',
    ...[...models.values()].map((model) => `  ${text(model.entry.name)}: ${modelText(model)},`),
    '};',
    '',
    '/** By phase: the model, what to do with it, and the models to go on with when it does not answer. */',
    'export const routes = {',
    ...routes.map(routeText),
    '};',
    '',
  ].join('\n');
}

function modelText({ entry, address }: ExportedModel): string {
  const maker = MAKERS[entry.provider];
  const key = entry.apiKeyEnv === null ? "''" : `process.env[${text(entry.apiKeyEnv)}] ?? ''`;
  const settings = [`baseURL: ${text(address)}`, `apiKey: ${key}`];
  if (maker === 'createOpenAICompatible') {
    settings.push(`name: ${text(COMPATIBLE)}`, 'supportsStructuredOutputs: true');
  }
  const chat = maker === 'createOpenAI' ? '.chat' : '';
  return `${maker}({ ${settings.join(', ')} })${chat}(${text(entry.modelId)})`;
}

function routeText(exported: ExportedRoute): string {
  const { route, models, system } = exported;
  const [own, ...fallbacks] = models.map(({ entry }) => `models[${text(entry.name)}]`);
  const told = {
    settings: settingsOf(exported),
    timeoutMs: route.spec.timeoutSeconds * 1000,
    variant: route.spec.variant,
    ...(system !== null && { system }),
    ...(route.prompt?.tools && { toolDescriptions: route.prompt.tools }),
    specId: route.specId,
    reason: route.reason,
    ...(route.simulated && { simulated: true }),
  };
  const fields = Object.entries(told).map(([name, value]) => `    ${name}: ${text(value)},`);
  return [
    `  ${text(route.phase)}: {`,
    `    model: ${own},`,
    `    fallbacks: [${fallbacks.join(', ')}],`,
    ...fields,
    '  },',
  ].join('\n');
}

function settingsOf({ route, sampling }: ExportedRoute) {
  const { temperature, maxTokens, topP, others } = sampling;
  return withoutUndefined({
    temperature,
    maxOutputTokens: maxTokens ?? undefined,
    topP: topP ?? undefined,
    maxRetries: route.spec.retries,
    providerOptions: Object.keys(others).length > 0 ? { [COMPATIBLE]: others } : undefined,
  });
}

/** As JavaScript reads it; JSON is that, but for a key `__proto__`, which no name here can be. */
function text(value: unknown): string {
  return JSON.stringify(value);
}
