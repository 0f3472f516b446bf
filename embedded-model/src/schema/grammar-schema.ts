/** The part of JSON Schema that the engine makes a grammar from. */
export type GrammarSchema =
  | PrimitiveSchema
  | StringSchema
  | FormatSchema
  | ConstSchema
  | EnumSchema
  | OneOfSchema
  | ObjectSchema
  | ArraySchema;

export type Primitive = 'string' | 'number' | 'integer' | 'boolean' | 'null';
export type Literal = string | number | boolean | null;

interface Described {
  readonly description?: string;
}
interface PrimitiveSchema extends Described {
  readonly type: Primitive | readonly Primitive[];
}
interface StringSchema extends Described {
  readonly type: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
}
interface FormatSchema extends Described {
  readonly type: 'string';
  readonly format: 'date' | 'time' | 'date-time';
}
interface ConstSchema extends Described {
  readonly const: Literal;
}
interface EnumSchema extends Described {
  readonly enum: readonly Literal[];
}
interface OneOfSchema extends Described {
  readonly oneOf: readonly GrammarSchema[];
}
interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties?: Readonly<Record<string, GrammarSchema>>;
  readonly additionalProperties?: boolean | GrammarSchema;
}
interface ArraySchema extends Described {
  readonly type: 'array';
  readonly items?: GrammarSchema;
  readonly prefixItems?: readonly GrammarSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
}
