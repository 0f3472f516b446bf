import { badField } from '../http/api-error.ts';
import { responseSchema } from '../schema/response-schema.ts';
import type { ResponseFormat } from './chat-request.ts';
import { objectAt } from './fields.ts';

/**
 * How the answer is constrained.
 *
 * @throws ApiError 400 naming the field, or the schema keyword that is not supported
 */
export function parseFormat(value: unknown): ResponseFormat {
  if (value === undefined || value === null) return { type: 'text' };
  const fields = objectAt('response_format', value);
  switch (fields['type']) {
    case 'text':
      return { type: 'text' };
    case 'json_object':
      return { type: 'json_object' };
    case 'json_schema': {
      const named = objectAt('response_format.json_schema', fields['json_schema']);
      const path = 'response_format.json_schema.schema';
      return { type: 'json_schema', schema: responseSchema(path, named['schema']) };
    }
    default:
      throw badField(
        'response_format.type',
        '"text", "json_object" or "json_schema"',
        fields['type'],
      );
  }
}
