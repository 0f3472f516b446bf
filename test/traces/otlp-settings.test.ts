import { otlpSettings } from '../../src/app/traces/otlp-settings';

describe('where traces go', () => {
  it('is nowhere, if the environment names no collector or switches them off', () => {
    const at = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
    expect(otlpSettings({})).toBeUndefined();
    expect(otlpSettings({ ...at, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
    expect(otlpSettings({ ...at, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
  });

  it('is the collector, with its headers; what is for traces alone goes first', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b, other = c=d',
    };
    expect(otlpSettings(env)).toEqual({
      url: 'http://127.0.0.1:4318/v1/traces',
      headers: { 'x-key': 'a b', other: 'c=d' },
    });
    const own = 'https://traces.example/otlp';
    expect(otlpSettings({ ...env, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own })?.url).toBe(own);
  });

  it('refuses what it cannot use, naming the variable and no secret', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector-canary:4317' };
    expect(() => otlpSettings(endpoint)).toThrow(
      'OTEL_EXPORTER_OTLP_ENDPOINT: expected a URL such as http://127.0.0.1:4318, found something else',
    );
    const grpc = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    };
    expect(() => otlpSettings(grpc)).toThrow('expected http/json, found grpc');
  });
});
