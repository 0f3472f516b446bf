import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Ids of the patches in a file of workflow code: `patched('id')`, or the constant that holds it. */
function patchesIn(code: string): readonly string[] {
  return [...code.matchAll(/\bpatched\((?:'([a-z-]+)'|([A-Z_]+))\)/g)].map(([, id, name]) => {
    const found = id ?? new RegExp(`const ${name} = '([a-z-]+)'`).exec(code)?.[1];
    if (found === undefined) throw new Error(`Cannot find the id of the patch ${name}`);
    return found;
  });
}

it('every patch of the workflow code stands in the table of docs/upgrading.md, and no other', () => {
  const folder = join(root, 'workflows');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const inCode = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => patchesIn(readFileSync(join(folder, name), 'utf8')));
  const text = readFileSync(join(root, 'docs', 'upgrading.md'), 'utf8');
  const inTable = [...text.matchAll(/^\| `([a-z-]+)` \| \d/gm)].map(([, id]) => id);
  expect(inTable.toSorted()).toEqual([...new Set(inCode)].toSorted());
});
