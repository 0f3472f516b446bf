import { z } from 'zod';
import type { Json, JsonObject } from './json';

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(json),
    z.record(z.string(), json),
  ]),
);

const object: z.ZodType<JsonObject> = z.record(z.string(), json);

/** An object of JSON values. A function, for the reason that `parse-spec.ts` gives. */
export const jsonObject = (): z.ZodType<JsonObject> => object;
