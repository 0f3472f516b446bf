import { createProgram } from '../src/app/program';
import { PUBLISHED_SCHEMAS, schemaText } from './published-schemas';
import { rowsOf, type SchemaNode } from './reference-of-schema';
import { referenceOfVerbs } from './reference-of-verbs';

const MADE = 'Made by `npm run reference` from the code; edit nothing here.';

/** A page of `docs/reference/`. */
export interface ReferencePage {
  readonly file: string;
  readonly text: string;
}

/** The reference as the code is now: every verb's help, every field of every file that people write or programs read. */
export function referencePages(): readonly ReferencePage[] {
  return [
    {
      file: 'verbs.md',
      text: `# Verbs\n\n${MADE} What they are for: [the command line](../cli.md).\n\n${referenceOfVerbs(createProgram())}`,
    },
    ...PUBLISHED_SCHEMAS.map((schema) => {
      const node: SchemaNode = JSON.parse(schemaText(schema));
      const intro = `${MADE} As JSON Schema: [${schema.name}.schema.json](../../schemas/${schema.name}.schema.json).`;
      const table = [
        '| field | needed | value | meaning |',
        '| --- | --- | --- | --- |',
        ...rowsOf(node),
      ];
      return {
        file: `${schema.name}.md`,
        text: `# ${schema.title}\n\n${intro}\n\n${table.join('\n')}\n`,
      };
    }),
  ];
}
