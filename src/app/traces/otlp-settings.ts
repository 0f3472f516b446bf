import { CliError, EXIT } from '../cli-error';

/** Where traces go, by the standard variables of OpenTelemetry. */
export interface OtlpSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, or `OTEL_EXPORTER_OTLP_ENDPOINT` with `/v1/traces` after it, and the headers
 * that go with them. Spans are sent as JSON over HTTP.
 *
 * @returns undefined: no traces are made
 * @throws {CliError} naming the variable that cannot be used; headers, which may hold a key, are not repeated
 */
export function otlpSettings(env: NodeJS.ProcessEnv): OtlpSettings | undefined {
  const off = env['OTEL_SDK_DISABLED'] === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none';
  const url = off ? undefined : urlIn(env);
  if (url === undefined) return undefined;
  refuseGrpc(env);
  return { url, headers: headersIn(told(env, 'HEADERS') ?? '') };
}

/** The variable for traces alone goes before the one for all signals. */
function told(env: NodeJS.ProcessEnv, what: string): string | undefined {
  return env[`OTEL_EXPORTER_OTLP_TRACES_${what}`] || env[`OTEL_EXPORTER_OTLP_${what}`] || undefined;
}

function urlIn(env: NodeJS.ProcessEnv): string | undefined {
  const own = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if (own) return httpUrl('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', own);
  const base = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!base) return undefined;
  return `${httpUrl('OTEL_EXPORTER_OTLP_ENDPOINT', base).replace(/\/$/, '')}/v1/traces`;
}

function httpUrl(setting: string, text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new CliError(
    EXIT.badInput,
    `${setting}: expected a URL such as http://127.0.0.1:4318, found something else`,
  );
}

function refuseGrpc(env: NodeJS.ProcessEnv): void {
  if (told(env, 'PROTOCOL') !== 'grpc') return;
  throw new CliError(
    EXIT.badInput,
    'OTEL_EXPORTER_OTLP_PROTOCOL: expected http/json, found grpc; collectors take HTTP on port 4318',
  );
}

/** `name=value,other=value`, the values as in a URL. */
function headersIn(text: string): OtlpSettings['headers'] {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]] : [];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
