import { CliError, EXIT } from '../cli-error';
import { type ChosenModel, nameOf, type Offer, PLACEHOLDER } from './choice';
import type { Ask } from './question';

/** What was said on the command line. */
export interface Said {
  readonly address: string | undefined;
  readonly model: string | undefined;
}

/**
 * The model to begin with: the one that was named, else the one that is chosen, else the first, else an example.
 *
 * @throws {CliError} bad input, where the answer is none of the list
 */
export async function chooseModel(
  offers: readonly Offer[],
  { address = PLACEHOLDER.baseUrl, model }: Said,
  ask: Ask | undefined,
): Promise<ChosenModel> {
  if (model !== undefined) {
    const offered = offers.find(({ id }) => id === model);
    return offered ?? { name: nameOf(model), baseUrl: address, id: model };
  }
  const [first] = offers;
  if (!first) return { ...PLACEHOLDER, baseUrl: address };
  return ask && offers.length > 1 ? askFor(offers, ask) : first;
}

async function askFor(offers: readonly Offer[], ask: Ask): Promise<ChosenModel> {
  const answer = await ask('Which one do you call today?', '1');
  const chosen = offers[Number(answer) - 1] ?? offers.find(({ id }) => id === answer);
  if (chosen) return chosen;
  throw new CliError(
    EXIT.badInput,
    `Cannot use "${answer}": expected a number from 1 to ${offers.length} or a model's id`,
  );
}
