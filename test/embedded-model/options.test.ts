import { parseOptions } from '../../embedded-model/src/options';

describe('parseOptions()', () => {
  it('takes a free port, one thread and all models where nothing is said', () => {
    expect(parseOptions(['serve'])).toEqual({
      verb: 'serve',
      models: [],
      json: false,
      exitWithParent: false,
      port: 0,
      threads: 1,
      contextTokens: 4096,
      maxLoaded: 2,
    });
  });

  it('takes several models', () => {
    expect(parseOptions(['fetch', '--model', 'a', '--model', 'b', '--json'])).toMatchObject({
      verb: 'fetch',
      models: ['a', 'b'],
      json: true,
    });
  });

  it.each([
    [
      ['serve', '--port', '70000'],
      /--port: expected a whole number from 0 to 65535, found "70000"/,
    ],
    [['serve', '--threads', 'two'], /--threads: .*found "two"/],
    [['serve', '--speed', '9'], /--speed/],
    [['serve', 'now'], /Unexpected argument "now"/],
  ])('names what is wrong in %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
