import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from './reference-pages';

/** Writes `docs/reference/` from help texts and schemas. Run after a change of one of them. */
const folder = join(__dirname, '..', 'docs', 'reference');
mkdirSync(folder, { recursive: true });
for (const { file, text } of referencePages()) writeFileSync(join(folder, file), text);
console.log(`Wrote ${folder}`);
