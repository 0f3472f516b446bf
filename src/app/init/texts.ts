import type { ChosenModel } from './choice';

/** The modeline by which editors find a schema. */
export function modeline(schemas: string, kind: 'study' | 'suite' | 'models'): string {
  return `# yaml-language-server: $schema=${schemas}/${kind}.schema.json\n`;
}

export function modelsText(chosen: ChosenModel, others: readonly ChosenModel[]): string {
  return `# How workers ask your models. No key belongs here: apiKeyEnv names the environment variable that holds it.
# Fields: docs/models.md
models:
${entry(chosen, '')}${others.map((other) => entry(other, '# ')).join('')}`;
}

function entry({ name, baseUrl, id }: ChosenModel, sign: string): string {
  return [
    `  ${name}:`,
    '    provider: openai-compatible',
    `    baseUrl: ${JSON.stringify(baseUrl)}`,
    `    model: ${JSON.stringify(id)}`,
    ...(sign === ''
      ? ['    slots: 1                # evaluations at once; 1 is right for a local model']
      : []),
  ]
    .map((line) => `${sign}${line}\n`)
    .join('');
}

/** A study of one phase that begins with the way the model is called today. */
export function studyText(study: string, { name }: ChosenModel): string {
  return `# What to tune, from where, and when it is enough. Fields: docs/cli.md, docs/how-it-decides.md
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
  # model: [${name}, another]  # another name of the models file
  # prompt: [default, terse]   # named below

# fallbacks: { ${name}: another }   # where to go when this model cannot do a phase at all

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
