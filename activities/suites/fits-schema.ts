import type { ValidateFunction } from 'ajv/dist/2020';

/**
 * Does the value fit the schema? One that ends in itself (`$ref: '#'`), or a value so deep that a schema of trees cannot
 * be followed down to its end, is no fault of the program: what cannot be shown to fit does not fit.
 */
export function fitsSchema(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value) === true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
