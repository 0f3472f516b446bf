import { RE2JS } from 're2js';

interface Pattern {
  test(text: string): boolean;
}

/**
 * The engine for `pattern` in the schemas of tools: in time that grows with the text alone, since the text comes from a
 * model. What only JavaScript's own engine can read (look-around, references back) goes to that engine: the tools are
 * somebody's existing ones, and refusing them would help nobody.
 */
export function schemaPattern(pattern: string, flags: string): Pattern {
  try {
    const compiled = RE2JS.compile(pattern);
    return { test: (text) => compiled.matcher(text).find() };
  } catch {
    return new RegExp(pattern, flags);
  }
}
// What ajv would write into a module of its own; nothing here does.
schemaPattern.code = 'new RegExp';
