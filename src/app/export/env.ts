import { canonicalJson } from '../../canonical-json';
import { CliError, EXIT } from '../cli-error';
import type { ExportedModel, ExportedRoute } from './exported-route';

/** Lines of a shell or of an env file: `ROUTE_<PHASE>_<WHAT>=<value>`. Values that need quotes have single ones. */
export function envText(routes: readonly ExportedRoute[]): string {
  const names = routes.map(({ route }) => route.phase);
  const prefixes = names.map(prefixOf);
  const twice = prefixes.findIndex((prefix, at) => prefixes.indexOf(prefix) !== at);
  if (twice >= 0) {
    throw new CliError(
      EXIT.badInput,
      `Cannot export: two phases would both be ${prefixes[twice]}; choose one by --phase`,
    );
  }
  const lines = routes.flatMap((route) => linesOf(route));
  return [`ROUTES=${quoted(names.join(' '))}`, ...lines, ''].join('\n');
}

function prefixOf(phase: string): string {
  return `ROUTE_${phase.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

function linesOf({ route, models }: ExportedRoute): readonly string[] {
  const prefix = prefixOf(route.phase);
  const { spec } = route;
  const [own, ...fallbacks] = models;
  const fields: Readonly<Record<string, string>> = {
    SPEC: route.specId,
    ...(own && modelFields(own)),
    VARIANT: spec.variant,
    TIMEOUT_SECONDS: String(spec.timeoutSeconds),
    RETRIES: String(spec.retries),
    ISOLATION: String(spec.isolation),
    WARMUP: String(spec.warmup),
    TEMPERATURE: String(spec.temperature),
    ...(route.prompt && { PROMPT: canonicalJson(route.prompt) }),
    PARAMS: canonicalJson(route.params),
    SIMULATED: route.simulated ? '1' : '0',
    FALLBACKS: String(fallbacks.length),
  };
  return [
    ...written(prefix, fields),
    ...fallbacks.flatMap((model, at) =>
      written(`${prefix}_FALLBACK_${at + 1}`, modelFields(model)),
    ),
  ];
}

/** The name of the key's variable, never the key. */
function modelFields({ entry, address }: ExportedModel): Readonly<Record<string, string>> {
  return {
    NAME: entry.name,
    PROVIDER: entry.provider,
    MODEL: entry.modelId,
    BASE_URL: address,
    API_KEY_ENV: entry.apiKeyEnv ?? '',
  };
}

function written(prefix: string, fields: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(fields).map(([name, value]) => `${prefix}_${name}=${quoted(value)}`);
}

/** As a shell reads it. Plain values stay bare, so that readers without quotes take them too. */
function quoted(value: string): string {
  return /^[\w./:@%+,=-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
