import { isJsonObject, type Json, type JsonObject } from '../../json';

/** More alternatives of one argument than this are not written out. */
export const MOST_ALTERNATIVES = 64;

/**
 * The values that one alternative of a BFCL answer stands for. Each field of an object has alternatives of its own
 * there; `""` among them: the field may be absent. Null: more than {@link MOST_ALTERNATIVES}.
 */
export function valuesOfBfcl(alternative: Json): readonly Json[] | null {
  if (Array.isArray(alternative)) return product(alternative.map(valuesOfBfcl));
  return isJsonObject(alternative) ? objects(alternative) : [alternative];
}

function objects(fields: JsonObject): readonly Json[] | null {
  const names = Object.keys(fields);
  const rows = product(Object.values(fields).map(alternatives));
  return (
    rows?.map((row) =>
      Object.fromEntries(
        names.flatMap((name, index) => {
          const value = row[index];
          return value === undefined || value === '' ? [] : [[name, value]];
        }),
      ),
    ) ?? null
  );
}

function alternatives(field: Json): readonly Json[] | null {
  if (!Array.isArray(field)) return valuesOfBfcl(field);
  const each = field.map(valuesOfBfcl);
  return each.some((values) => values === null) ? null : each.flatMap((values) => values ?? []);
}

/** Every choice of one value per place. */
function product(places: readonly (readonly Json[] | null)[]): Json[][] | null {
  let rows: Json[][] = [[]];
  for (const values of places) {
    if (values === null || rows.length * values.length > MOST_ALTERNATIVES) return null;
    rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  }
  return rows;
}
