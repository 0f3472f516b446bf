import Ajv2020, { type AnySchema, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../src/json';
import type { Tool, ToolCall } from '../../src/suites/suite';
import { fitsSchema } from './fits-schema';
import { schemaPattern } from './schema-pattern';

/**
 * Compiles the tools' schemas once, and says of a call whether it breaks its tool's schema.
 * A call of a tool that is not there breaks it.
 */
export function createSchemaCheck(tools: readonly Tool[]): (call: ToolCall) => boolean {
  const validators = new Map(
    tools.map((tool): [string, ValidateFunction] => [tool.name, compile(tool.parameters)]),
  );
  return (call) => {
    const validate = validators.get(call.tool);
    return validate === undefined || !fitsSchema(validate, call.arguments);
  };
}

const OPTIONS = { strict: false, logger: false, code: { regExp: schemaPattern } } as const;

/**
 * An own compiler for each schema, so that two schemas may have the same `$id`.
 *
 * @throws {Error} where it is no JSON Schema
 */
export function compilerOf(schema: JsonSchema): { ajv: Ajv2020; root: AnySchema } {
  const { $schema: _, ...root } = schema;
  void schemaOfSchemas().validateSchema(root, true);
  const ajv = new Ajv2020({ ...OPTIONS, validateSchema: false });
  addFormats(ajv);
  return { ajv, root };
}

let judge: Ajv2020 | undefined;

/** Says what is a JSON Schema. To compile that takes longer than all schemas of a suite, so it is done once. */
function schemaOfSchemas(): Ajv2020 {
  if (judge === undefined) {
    judge = new Ajv2020(OPTIONS);
    addFormats(judge);
  }
  return judge;
}

/** @throws {Error} where it is no JSON Schema */
export function compile(schema: JsonSchema): ValidateFunction {
  const { ajv, root } = compilerOf(schema);
  return ajv.compile(root);
}
