import { createHash } from 'node:crypto';
import type { AnswerKey } from '../suites/answer-key';
import type { Place } from './place';
import { readAccuracy, readItemIds } from './read-accuracy';
import { type BadMoment, EFFECTS, type PlayedModel } from './table';

const FIELDS = [
  'digest',
  'servedModel',
  'accuracy',
  'hardItems',
  'latencyMs',
  'loadMs',
  'slots',
  'coldStart',
  'flaky',
  'pollution',
  'temperatureNoise',
  'inapplicable',
  'digestChangesAfterRequests',
  'canUnload',
];

export function readModel(name: string, place: Place, key: AnswerKey): PlayedModel {
  place.onlyFields(FIELDS);
  return {
    name,
    ...readIdentity(name, place),
    ...readSpeed(place),
    ...readBadMoments(place),
    accuracy: readAccuracy(place.at('accuracy'), key),
    hardItems: optional(place.at('hardItems'), (ids) => readItemIds(ids, key)) ?? [],
    temperatureNoise:
      optional(place.at('temperatureNoise'), (noise) => noise.number({ min: 0, max: 1 })) ?? 0,
    inapplicable: optional(place.at('inapplicable'), readInapplicable) ?? [],
    canUnload: optional(place.at('canUnload'), (flag) => flag.flag()) ?? true,
  };
}

function readIdentity(
  name: string,
  place: Place,
): Pick<PlayedModel, 'digest' | 'servedModel' | 'digestChangesAfterRequests'> {
  return {
    digest: optional(place.at('digest'), (digest) => digest.text()) ?? ownDigest(name),
    servedModel: optional(place.at('servedModel'), (served) => served.text()) ?? name,
    digestChangesAfterRequests: optional(place.at('digestChangesAfterRequests'), (after) =>
      after.count(),
    ),
  };
}

function readSpeed(place: Place): Pick<PlayedModel, 'latencyMs' | 'loadMs' | 'slots'> {
  return {
    latencyMs: optional(place.at('latencyMs'), readLatency) ?? { base: 0, jitter: 0 },
    loadMs: optional(place.at('loadMs'), (load) => load.number({ min: 0 })) ?? 0,
    slots: optional(place.at('slots'), (slots) => slots.count(1)) ?? 1,
  };
}

function readBadMoments(place: Place): Pick<PlayedModel, 'coldStart' | 'flaky' | 'pollution'> {
  return {
    coldStart: optional(place.at('coldStart'), (moment) => ({
      ...readBadMoment(moment, 'requests'),
      requests: moment.at('requests').count(),
    })),
    flaky: optional(place.at('flaky'), (moment) => ({
      ...readBadMoment(moment, 'probability'),
      probability: moment.at('probability').number({ min: 0, max: 1 }),
    })),
    pollution: optional(place.at('pollution'), (moment) => ({
      ...readBadMoment(moment, 'afterMessages'),
      afterMessages: moment.at('afterMessages').count(),
    })),
  };
}

function readBadMoment(place: Place, when: string): BadMoment {
  place.onlyFields([when, 'effect', 'slowMs']);
  return {
    effect: place.at('effect').word(EFFECTS, 'wrong'),
    slowMs: optional(place.at('slowMs'), (slow) => slow.number({ min: 0 })) ?? 1000,
  };
}

function readLatency(place: Place): PlayedModel['latencyMs'] {
  if (typeof place.value === 'number') return { base: place.number({ min: 0 }), jitter: 0 };
  place.onlyFields(['base', 'jitter']);
  return {
    base: place.at('base').number({ min: 0 }),
    jitter: place.at('jitter').number({ min: 0 }),
  };
}

function readInapplicable(place: Place): PlayedModel['inapplicable'] {
  return place.list().map((entry) => entry.word(['tools', 'schema'], 'tools'));
}

function optional<T>(place: Place, read: (place: Place) => T): T | null {
  return place.present ? read(place) : null;
}

/** Stands for the weights of a model that is played: the same for the same name. */
function ownDigest(name: string): string {
  return `sha256:${createHash('sha256').update(`simulated ${name}`).digest('hex')}`;
}
