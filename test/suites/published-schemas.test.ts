import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parseDocumentText } from '../../activities/input/parse-document-text';
import { readDocument } from '../../activities/input/read-document';
import { BUILT_IN_SUITES, builtInSuiteFile } from '../../activities/suites/built-in-suites';
import { createSchemaReader } from '../../activities/suites/schema-reader';
import { PUBLISHED_SCHEMAS, schemaText } from '../../scripts/published-schemas';
import { parseSuite } from '../../src/suites/parse-suite';

const published = (name: string) =>
  readFileSync(join(__dirname, `../../schemas/${name}.schema.json`), 'utf8');

describe('schemas/', () => {
  it.each(PUBLISHED_SCHEMAS)(
    'has $name as the code reads it; else run: npm run schemas',
    (entry) => {
      expect(published(entry.name)).toBe(schemaText(entry));
    },
  );

  it.each(BUILT_IN_SUITES)('describes the built-in suite %s', async (name) => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(published('suite')));
    const { value } = await readDocument(builtInSuiteFile(name) ?? '', 'SUITE_INVALID');
    validate(value);
    expect(validate.errors).toBeNull();
  });
});

describe('docs/suites.md', () => {
  const guide = readFileSync(join(__dirname, '../../docs/suites.md'), 'utf8');
  const shown = Array.from(guide.matchAll(/```yaml\n(.*?)```/gs), ([, text = '']) => text);

  it('shows two suites', () => {
    expect(shown).toHaveLength(2);
  });

  it.each(shown)('shows a suite that parses: %.20s', (text) => {
    const { value } = parseDocumentText(text, { file: 'suites.md', code: 'SUITE_INVALID' });
    const parsed = parseSuite(value, createSchemaReader());
    expect(parsed.ok ? [] : parsed.issues).toEqual([]);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(published('suite')));
    validate(value);
    expect(validate.errors).toBeNull();
  });
});
