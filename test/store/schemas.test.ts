import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { mergeRouting } from '../../src/routing/merged-routing';
import { parseRoutingConfig } from '../../src/routing/parse-routing-config';
import { plausibleStudy } from '../history/plausible-study';
import { logOf, projected } from '../history/projected-files';

const files = [1, 2, 3].flatMap((seed) => {
  const events = plausibleStudy('lfm', seed, 4);
  const untilTrial = events.findIndex(({ type }) => type === 'trial-opened') + 1;
  return [projected(events), projected(events.slice(0, untilTrial)), logOf(events)];
});

function validatorOf(name: string) {
  const path = join(__dirname, `../../schemas/${name}.schema.json`);
  return new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(path, 'utf8')));
}

function textsOf(pattern: RegExp): string[] {
  const named = files.flatMap((of) => Object.entries(of));
  return named.filter(([name]) => pattern.test(name)).map(([, text]) => text);
}

describe('the published schemas', () => {
  it.each([
    ['routing-config', /^routing_config/],
    ['meta-loop-history', /^meta_loop/],
    ['harness-feedback', /^harness/],
    ['cycle', /^cycles/],
  ])('%s describes every such file', (name, pattern) => {
    const validate = validatorOf(name);
    const texts = textsOf(pattern);
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) {
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
    }
  });

  it('routing-decision describes every line of the log', () => {
    const validate = validatorOf('routing-decision');
    for (const line of textsOf(/\.log$/)
      .join('')
      .trimEnd()
      .split('\n')) {
      validate(JSON.parse(line));
      expect(validate.errors).toBeNull();
    }
  });

  it('merged-routing describes the routes of all studies', () => {
    const validate = validatorOf('merged-routing');
    const configs = textsOf(/^routing_config/).map(parseRoutingConfig);
    validate(mergeRouting(configs.flatMap((config) => (config.ok ? [config.value] : []))));
    expect(validate.errors).toBeNull();
  });

  it('refuse what is not such a file', () => {
    expect(validatorOf('routing-config')({ schemaVersion: 1, study: 'lfm' })).toBe(false);
  });
});
