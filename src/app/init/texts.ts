import type { ChosenModel } from './choice';

/** The modeline by which editors find a schema. */
export function modeline(schemas: string, kind: 'study' | 'suite' | 'models'): string {
  return `# yaml-language-server: $schema=${schemas}/${kind}.schema.json\n`;
}

export function modelsText(chosen: ChosenModel, others: readonly ChosenModel[]): string {
  return `# How workers ask your models. No key belongs here: apiKeyEnv names the environment variable that holds it.
# Fields: docs/models.md
models:
${entry(chosen, '', sharesMachine(chosen, others))}${more(chosen, others)}`;
}

/** The other models of this machine, to be used by taking the signs away. */
function more(chosen: ChosenModel, others: readonly ChosenModel[]): string {
  if (others.length === 0) return '';
  const entries = others.map((other) => entry(other, '#', sharesMachine(other, [chosen])));
  return `# To compare them, take the # away, and name them in the study's factors\n${entries.join('')}`;
}

/** Models of one server take turns: two at once would make both slow. */
function sharesMachine({ baseUrl }: ChosenModel, others: readonly ChosenModel[]): boolean {
  return others.some((other) => other.baseUrl === baseUrl);
}

function entry({ name, baseUrl, id }: ChosenModel, sign: string, shares: boolean): string {
  return [
    `  ${name}:`,
    '    provider: openai-compatible',
    `    baseUrl: ${JSON.stringify(baseUrl)}`,
    `    model: ${JSON.stringify(id)}`,
    '    slots: 1                # evaluations at once; 1 is right for a local model',
    ...(shares ? ['    pool: local             # models of one machine take turns'] : []),
  ]
    .map((line) => `${sign}${line}\n`)
    .join('');
}

/**
 * A study of one phase that begins with the way the model is called today.
 *
 * @param other - a model to compare it with
 */
export function studyText(study: string, { name }: ChosenModel, other = 'another'): string {
  return `# What to tune, from where, and when it is enough. Fields: docs/reference/study.md
study: ${study}

phases:                       # each kind of work has prompts and a route of its own
  main: ./suite.yaml

baseline:                     # the spec to beat: how you call the model today
  model: ${name}
  variant: native_api
  timeoutSeconds: 60
  retries: 1

factors:                      # what may be changed, one thing at a time
  variant: [native_api, raw_schema, json_schema, few_shot, atomic, atomic_few_shot]
  temperature: [0]
  isolation: [0, 1]
  warmup: [0, 1]
  # model: [${name}, ${other}]  # names of the models file
  # prompt: [default, terse]   # named below

# fallbacks: { ${name}: ${other} }   # where to go when this model cannot do a phase at all

# prompts:
#   terse:
#     system: Pick the right tool for the message, or none.

policy:
  strategy: gate-all          # 7 runs of every candidate; screen: few runs of many, then 7 of the likely ones
  determinism: auto           # identical answers are not measured seven times

budget:
  runs: 400                   # one run is the whole suite once

atCeiling: finish             # rest: keep watching the route, every 24 hours
`;
}
