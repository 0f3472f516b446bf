import { basename, isAbsolute } from 'node:path';
import { type Command, Option } from 'commander';
import { readDocument } from '../../../activities/input/read-document';
import { loadModels } from '../../../activities/models/load-models';
import { loadNotifications } from '../../../activities/notify/load-notifications';
import { loadSuite } from '../../../activities/suites/load-suite';
import { RatchetError } from '../../errors';
import { steeringIndices } from '../../suites/mask';
import { suiteWarnings } from '../../suites/suite-warnings';
import { CliError, EXIT } from '../cli-error';
import { createOutput } from '../output/output';
import { refuseBadPlugins } from '../plugins/refuse-bad-plugins';
import { readStudyFile } from '../read-study-file';
import { strangeModels } from './strange-models';
import { studyWarnings } from './validate-warnings';

const KINDS = ['study', 'suite', 'models', 'notifications'] as const;
type Kind = (typeof KINDS)[number];

interface ValidateArguments {
  readonly kind?: Kind;
  readonly json?: boolean;
}

export function validateCommand(program: Command): void {
  program
    .command('validate')
    .description('check study, suite, models and notifications files, without a server')
    .argument('<file...>', 'YAML or JSON files; a study is checked together with its suites')
    .addOption(
      new Option('--kind <kind>', 'what the files are; found out where left out').choices(KINDS),
    )
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet validate study.yaml models.yaml
  $ ratchet validate --kind suite my-suite.yaml`,
    )
    .action(validate);
}

async function validate(
  files: readonly string[],
  { kind, json }: ValidateArguments,
): Promise<void> {
  const { line, note, json: tell, paint } = createOutput({ json });
  const checks = await Promise.all(files.map((file) => check(file, kind)));
  let bad = 0;
  for (const { file, ...checked } of await together(checks)) {
    tell({ file, ...checked });
    if (checked.ok) {
      line(`${paint.green('✓')} ${file}: ${checked.summary}`);
      for (const warning of checked.warnings) note(`warning: ${file}: ${warning}`);
    } else {
      bad += 1;
      line(`${paint.red('✗')} ${file}`);
      for (const error of checked.errors) line(`  ${error}`);
    }
  }
  if (bad > 0) throw new CliError(EXIT.badInput, `${bad} of ${files.length} files cannot be used`);
}

type Checked = { readonly file: string } & (
  | ({ readonly ok: true; readonly kind: Kind } & Found)
  | { readonly ok: false; readonly kind: Kind | null; readonly errors: readonly string[] }
);

/** What is in a file that can be used, and what may disappoint in it. */
interface Found {
  readonly summary: string;
  readonly warnings: readonly string[];
}

/** A study beside a models file must find its models there. */
async function together(checks: readonly Checked[]): Promise<readonly Checked[]> {
  const modelsFiles = checks.flatMap(({ ok, kind, file }) =>
    ok && kind === 'models' ? [file] : [],
  );
  if (modelsFiles.length === 0) return checks;
  return Promise.all(
    checks.map(async (checked) => {
      const { file, kind, ok } = checked;
      if (!ok || kind !== 'study') return checked;
      const errors = await strangeModels(file, modelsFiles);
      return errors.length > 0 ? { file, kind, ok: false, errors } : checked;
    }),
  );
}

async function check(file: string, asked: Kind | undefined): Promise<Checked> {
  let kind: Kind | null = asked ?? null;
  try {
    kind ??= await kindOf(file);
    return { file, ok: true, kind, ...(await CHECKS[kind](file)) };
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    return { file, ok: false, kind, errors: error.message.split('\n') };
  }
}

const CHECKS: Readonly<Record<Kind, (file: string) => Promise<Found>>> = {
  study: async (file) => {
    await refuseBadPlugins(file, 'study');
    const { study, phases } = await readStudyFile(file);
    return {
      summary: `study ${study}, phases ${Object.keys(phases).join(', ')}`,
      warnings: await studyWarnings(file),
    };
  },
  suite: async (file) => {
    await refuseBadPlugins(file, 'suite');
    // A bare name would be taken for a built-in suite's.
    const { suite, mask } = await loadSuite(
      basename(file) === file && !isAbsolute(file) ? `./${file}` : file,
    );
    return {
      summary: `suite ${suite.name}, ${itemsText(mask)}`,
      warnings: suiteWarnings(mask, suite.tools.length > 0),
    };
  },
  notifications: async (file) => ({
    summary: `targets ${(await loadNotifications(file)).map(({ name }) => name).join(', ')}`,
    warnings: [],
  }),
  models: async (file) => {
    await refuseBadPlugins(file, 'models');
    return { summary: `models ${Object.keys(await loadModels(file)).join(', ')}`, warnings: [] };
  },
};

function itemsText(mask: string): string {
  const steer = steeringIndices(mask).length;
  const heldOut = mask.length - steer;
  return `${steer} ${steer === 1 ? 'item' : 'items'}${heldOut > 0 ? `, ${heldOut} held out` : ''}`;
}

/** The field that only this kind of file has. */
const MARKS: Readonly<Record<string, Kind>> = {
  phases: 'study',
  study: 'study',
  items: 'suite',
  models: 'models',
  targets: 'notifications',
};

async function kindOf(file: string): Promise<Kind> {
  const { value } = await readDocument(file, 'STUDY_INVALID');
  const found = Object.entries(MARKS).find(
    ([field]) => typeof value === 'object' && value !== null && field in value,
  );
  if (found) return found[1];
  throw new RatchetError(
    'STUDY_INVALID',
    `Cannot tell what ${file} is: expected a study (phases), a suite (items), a models file (models) or a notifications file (targets); say it with --kind`,
  );
}
