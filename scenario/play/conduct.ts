import { chance } from '../chance';
import type { KeyItem } from '../suites/answer-key';
import type { BadMoment, Effect, Rule, WrongKind } from '../table/table';
import { isRight } from './is-right';
import type { Occasion } from './occasion';

/** How the model takes a request: what kind of answer, how much later, or an error instead. */
export interface Conduct {
  readonly intent: Intent;
  readonly slowMs: number;
  readonly fails: boolean;
}

export type Intent = 'right' | WrongKind;

/** A bad moment decides where there is one, else the accuracy of the table. */
export function conduct(occasion: Occasion): Conduct {
  const moment = badMoment(occasion);
  const intent = intentOf(occasion, moment?.effect);
  return {
    intent,
    slowMs: moment?.effect === 'slow' ? moment.slowMs : 0,
    fails: moment?.effect === 'error',
  };
}

function badMoment({ model, asked, sinceLoad, key }: Occasion): BadMoment | undefined {
  const { coldStart, pollution, flaky } = model;
  if (coldStart !== null && sinceLoad <= coldStart.requests) return coldStart;
  if (pollution !== null && asked.conversation > pollution.afterMessages) return pollution;
  if (flaky !== null && chance([...key, 'flaky']) < flaky.probability) return flaky;
  return undefined;
}

function intentOf(occasion: Occasion, effect: Effect | undefined): Intent {
  const { item } = occasion.asked;
  if (item === undefined) return 'right';
  if (effect !== undefined && namesKind(effect)) return effect;
  const rule = ruleFor(occasion, item);
  const right = effect !== 'wrong' && isRight(occasion, item, rule) && !losesItsHead(occasion);
  return right ? 'right' : wrongFor(item, rule);
}

function namesKind(effect: Effect): effect is WrongKind {
  return effect !== 'wrong' && effect !== 'slow' && effect !== 'error';
}

/** Where no call is due, the one thing wrong is to make one. */
function wrongFor(item: KeyItem, { wrong }: Rule): WrongKind {
  return item.calls.length > 0 || wrong === 'malformed' ? wrong : 'extra-call';
}

function losesItsHead({ model, request, key }: Occasion): boolean {
  return chance([...key, 'temperature']) < model.temperatureNoise * request.temperature;
}

const ALL_RIGHT: Rule = { right: { kind: 'probability', probability: 1 }, wrong: 'no-call' };

function ruleFor({ model, asked }: Occasion, item: KeyItem): Rule {
  const rules = model.accuracy[item.suite] ?? model.accuracy['*'] ?? {};
  return rules[asked.shape] ?? rules['*'] ?? ALL_RIGHT;
}
