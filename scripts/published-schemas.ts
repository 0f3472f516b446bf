import { z } from 'zod';
import { canonicalJsonLines } from '../src/canonical-json';
import { modelsFile } from '../src/models/parse-models-file';
import { notificationsFile } from '../src/notifications/parse-notifications-file';
import { statusSchema } from '../src/study/parse-status';
import { studyFileSchema } from '../src/study/parse-study-file';
import { suiteFile } from '../src/suites/parse-suite-file';
import { STORE_SCHEMAS } from './store-schemas';

/** A schema as it is published: what may be written, so short forms and defaults are allowed. */
export interface PublishedSchema {
  /** Its file is `schemas/<name>.schema.json`. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType;
}

/** Every JSON Schema that is generated from the schema that the code itself reads with. */
export const PUBLISHED_SCHEMAS: readonly PublishedSchema[] = [
  {
    name: 'suite',
    title: 'A suite: prompts, tools and expectations of a phase',
    schema: suiteFile,
  },
  {
    name: 'models',
    title: 'A models file: which models there are, and how their endpoints are asked',
    schema: modelsFile,
  },
  {
    name: 'notifications',
    title: 'A notifications file: who is told of what happens',
    schema: notificationsFile,
  },
  {
    name: 'study',
    title: 'A study file: what to tune, from where, by what rules',
    schema: studyFileSchema(),
  },
  {
    name: 'status',
    title: 'The answer to the query `status` of a study',
    schema: statusSchema,
  },
  ...STORE_SCHEMAS,
];

/** The bytes of a published schema. */
export function schemaText({ title, schema }: PublishedSchema): string {
  return canonicalJsonLines({ ...z.toJSONSchema(schema, { io: 'input' }), title });
}
