import type { ValidateFunction } from 'ajv/dist/2020';
import type { SchemaReader } from '../../src/suites/check-tools';
import type { Tool } from '../../src/suites/suite';
import { fitsSchema } from './fits-schema';
import { compilerOf } from './schema-check';

/** Reads the schemas of a suite's tools for the checks that its file goes through. */
export function createSchemaReader(): SchemaReader {
  // By content: whoever reads the same tools again, for each row of a table say, compiles them once.
  const readers = new Map<string, ToolReader>();
  const readerOf = (tool: Tool): ToolReader => {
    const key = JSON.stringify(tool.parameters);
    const reader = readers.get(key) ?? toolReader(tool);
    readers.set(key, reader);
    return reader;
  };
  return {
    problemOf: (tool) => readerOf(tool).problem,
    argumentProblem(tool, argument, value) {
      const validate = readerOf(tool).argument(argument);
      if (validate === undefined || fitsSchema(validate, value)) return null;
      return validate.errors?.[0]?.message ?? 'it is not valid';
    },
  };
}

interface ToolReader {
  readonly problem: string | null;
  argument(name: string): ValidateFunction | undefined;
}

function toolReader(tool: Tool): ToolReader {
  try {
    return readerOfSchema(tool);
  } catch (error) {
    return {
      problem: problemIn(error),
      argument: () => undefined,
    };
  }
}

function problemIn(error: unknown): string {
  if (error instanceof RangeError) return 'a $ref in it leads back to itself without end';
  return error instanceof Error ? error.message : String(error);
}

function readerOfSchema(tool: Tool): ToolReader {
  const { ajv, root } = compilerOf(tool.parameters);
  ajv.addSchema(root, 'tool').getSchema('tool');
  return {
    problem: null,
    argument: (name) => ajv.getSchema(`tool#/properties/${pointerPart(name)}`),
  };
}

/** @see RFC 6901, sections 3 and 6: a name inside a JSON pointer in a URI fragment */
function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
