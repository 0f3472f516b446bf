import { bindAddress } from '../../src/app/metrics/bind-address';

describe('where a worker shows its metrics', () => {
  it('is nowhere, if nobody asks', () => {
    expect(bindAddress(undefined, {})).toBeUndefined();
    expect(bindAddress(undefined, { RATCHET_METRICS: '' })).toBeUndefined();
  });

  it('is what the option says, else the environment', () => {
    const env = { RATCHET_METRICS: ':9464' };
    expect(bindAddress(undefined, env)).toBe('0.0.0.0:9464');
    expect(bindAddress('localhost:9000', env)).toBe('127.0.0.1:9000');
    expect(bindAddress('[::1]:9000', {})).toBe('[::1]:9000');
  });

  it.each(['9464', 'example.com:9464', '127.0.0.1:0', '127.0.0.1:70000', '127.0.0.1'])(
    'refuses %s, naming the setting and what it found',
    (text) => {
      expect(() => bindAddress(text, {})).toThrow(
        `--metrics: expected an address of this machine and a port, as 127.0.0.1:9464 or :9464, found "${text}"`,
      );
      expect(() => bindAddress(undefined, { RATCHET_METRICS: text })).toThrow(/^RATCHET_METRICS: /);
    },
  );
});
