import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_SCHEMAS, schemaText } from './published-schemas';

/** Writes `schemas/*.schema.json` from the schemas in the code. Run after a change of one of them. */
const folder = join(__dirname, '..', 'schemas');
mkdirSync(folder, { recursive: true });
for (const schema of PUBLISHED_SCHEMAS) {
  const file = join(folder, `${schema.name}.schema.json`);
  writeFileSync(file, schemaText(schema));
  console.log(`Wrote ${file}`);
}
