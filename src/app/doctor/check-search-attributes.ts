import { SEARCH_ATTRIBUTES } from '../../contract';
import { knownAttributes, waysToMake } from '../client/search-attributes';
import { type Found, fault, ok } from './finding';
import { serverCheck } from './server-check';

/** As the server's interface numbers the types. */
const TYPE_NUMBERS: Readonly<Record<string, number>> = { Keyword: 2, Int: 3, Double: 4 };

/** Are the search attributes there that a study sets, each of its type? */
export const checkSearchAttributes = serverCheck(
  'search-attributes',
  async (client, { namespace }) => {
    const known = await knownAttributes(client, namespace);
    const wanted = Object.entries(SEARCH_ATTRIBUTES);
    const wrong = wanted
      .map(([name, type]) => ({ name, type, found: known.get(name), namespace }))
      .filter(({ type, found }) => found !== null && found !== TYPE_NUMBERS[type])
      .map(troubleWith);
    return wrong.length > 0 ? wrong : [ok(`all ${wanted.length} search attributes are there`)];
  },
);

interface Wrong {
  readonly name: string;
  readonly type: string;
  readonly found: number | null | undefined;
  readonly namespace: string;
}

function troubleWith({ name, type, found, namespace }: Wrong): Found {
  const which = `--namespace ${namespace} --name ${name}`;
  const { server: create, cloud } = waysToMake([name, type], namespace);
  return found === undefined || found === null
    ? fault(
        `the search attribute ${name} is missing; a worker does not start without it`,
        `${create}; on Temporal Cloud: ${cloud}`,
      )
    : fault(
        `the search attribute ${name} has another type than ${type}; a study could not set it`,
        `temporal operator search-attribute remove ${which} --yes && ${create}`,
      );
}
