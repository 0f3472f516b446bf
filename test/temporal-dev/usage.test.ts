import { script } from './script';

describe('temporal-dev.sh', () => {
  it.each([['--help'], ['help'], ['demo', '--help']])(
    'tells its verbs for %s %s',
    async (...args) => {
      const { code, stdout } = await script(args);
      expect(code).toBe(0);
      for (const verb of ['demo', 'server', 'worker', 'stop', 'status', 'cli']) {
        expect(stdout).toContain(`\n  ${verb} `);
      }
    },
  );

  it.each([
    ['srever', 'server'],
    ['stat', 'status'],
    ['dmeo', 'demo'],
  ])('takes %s for a bad verb and names the nearest, %s', async (wrong, right) => {
    const { code, stderr, stdout } = await script([wrong]);
    expect(code).toBe(4);
    expect(stderr).toContain(`unknown verb: ${wrong}\nDid you mean: ./temporal-dev.sh ${right}\n`);
    expect(stdout).toBe('');
  });

  it('refuses a port that is none', async () => {
    const { code, stderr } = await script(['server', '--port', '70000']);
    expect(code).toBe(4);
    expect(stderr).toContain('--port must be a port number from 0 to 65535, found: 70000');
  });

  it('refuses a variable that is no port, by its name', async () => {
    const { code, stderr } = await script(['status'], { RATCHET_UI_PORT: 'http' });
    expect(code).toBe(4);
    expect(stderr).toContain('RATCHET_UI_PORT must be a port number from 0 to 65535, found: http');
  });

  it('says that settings for another server are not used', async () => {
    const { stderr } = await script(['status'], { TEMPORAL_PROFILE: 'cloud' });
    expect(stderr).toContain('Not used here: TEMPORAL_PROFILE (');
    expect((await script(['status'])).stderr).not.toContain('Not used here');
  });

  it('uses no colour where nobody looks', async () => {
    const { stderr } = await script(['nothing']);
    expect(stderr).not.toContain('\u001b');
  });
});
