import { createProgram } from '../../src/app/program';
import { freePort } from '../support/free-port';
import { ratchet } from './ratchet';

const VERBS = [
  'demo',
  'init',
  'worker',
  'start',
  'status',
  'watch',
  'pause',
  'resume',
  'stop',
  'generators',
  'report',
  'validate',
  'test-plugin',
  'check',
  'calibrate',
  'doctor',
  'notify',
  'mcp',
  'export',
  'import',
  'audit',
  'codec-server',
  'completion',
  'complete',
];

describe('the command line', () => {
  it('names the verb that was meant, exits 4, and tells nothing on standard output', async () => {
    const ended = await ratchet(['strat', 'study.yaml']);
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toBe("Unknown command 'strat'\n(Did you mean start?)\n");
  });

  it('says where the verbs and their arguments are told, where none is near', async () => {
    const strange = await ratchet(['add-candidate']);
    expect(strange.stderr).toBe(
      "Unknown command 'add-candidate'\nratchet --help lists the verbs\n",
    );
    const missing = await ratchet(['completion']);
    expect(missing.stderr).toBe(
      "Missing required argument 'shell'\nratchet <verb> --help says what it is\n",
    );
  });

  it('names the option that was meant', async () => {
    const ended = await ratchet(['status', '--jsno']);
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toContain("Unknown option '--jsno'\n(Did you mean --json?)");
  });

  it('has every verb, each with help and an example', () => {
    const program = createProgram();
    const helpOf = (verb: (typeof program.commands)[number]): string => {
      let told = '';
      verb.configureOutput({ writeOut: (text) => (told += text) }).outputHelp();
      return told;
    };
    const helps = program.commands.map((verb) => [verb.name(), helpOf(verb)] as const);
    expect(helps.map(([name]) => name)).toEqual(VERBS);
    const inner = program.commands.flatMap(({ commands }) => commands.map(helpOf));
    expect(inner).toHaveLength(11);
    for (const help of [...helps.map(([, text]) => text), ...inner]) {
      expect(help).toMatch(/Examples?:\n {2}\$ /);
    }
  });

  it('refuses a generator that it does not know before it asks a server', async () => {
    const ended = await ratchet(['generators', 'lfm', 'variants']);
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('"variants"; did you mean "variant"?');
  });

  it('says where it looked for a server that is not there, and how to start one', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const ended = await ratchet(['status'], { TEMPORAL_ADDRESS: address });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`Cannot reach the Temporal server at ${address}`);
    expect(ended.stderr).toContain('./temporal-dev.sh server');
    expect(ended.stderr).not.toMatch(/^ +at /m);
  });
});
