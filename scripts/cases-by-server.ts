import { isDeepStrictEqual } from 'node:util';
import { CASES, type Case } from './recorded-cases';

/** Cases that share a server, and its arguments. */
export interface CasesOfServer {
  readonly serverArgs: readonly string[];
  readonly cases: readonly Case[];
}

/**
 * The cases that are named, or all, by the server that they need: one after another.
 *
 * @throws {Error} naming those that there are, where a name is none of them
 */
export function casesByServer(names: readonly string[]): readonly CasesOfServer[] {
  const unknown = names.find((name) => !CASES.some((each) => each.name === name));
  if (unknown !== undefined) {
    const known = CASES.map(({ name }) => name).join(', ');
    throw new Error(`There is no case "${unknown}"; there are: ${known}`);
  }
  const groups: { serverArgs: readonly string[]; cases: Case[] }[] = [];
  for (const each of CASES) {
    if (names.length > 0 && !names.includes(each.name)) continue;
    const { serverArgs = [] } = each;
    const group = groups.find((one) => isDeepStrictEqual(one.serverArgs, serverArgs));
    if (group) group.cases.push(each);
    else groups.push({ serverArgs, cases: [each] });
  }
  return groups;
}
