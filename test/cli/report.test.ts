import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { plausibleStudy } from '../history/plausible-study';
import type { Json } from '../support/json';
import { ratchet, temporaryFolder } from './ratchet';

describe('ratchet report', () => {
  const dataDir = temporaryFolder();
  const variables = { RATCHET_DATA: dataDir };

  beforeAll(async () => {
    const events = plausibleStudy('lfm', 11, 12);
    await createStore({ dataDir }).recordEvents({ study: 'lfm', events });
  }, 60_000);

  it('tells routes, curves, diagnoses and how often each rule was right, without a server', async () => {
    const { code, stdout, stderr } = await ratchet(['report', 'lfm'], variables);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `\nWrote ${join(dataDir, 'studies/lfm/report.html')}\n`,
    });
    expect(stdout).toContain('atomic');
    expect(stdout).toMatch(/route \w+\/atomic\/\S+, since cycle \d+/);
    expect(stdout).toContain('How often each rule of diagnosis was right');
    expect(stdout).toMatch(/cold-start +\d+ %/);
    expect(stdout).toMatch(/recommended .* predicted accuracy up by 0\.286/);
  });

  it('writes a page that needs no network, no script and no server', async () => {
    const page = await readFile(join(dataDir, 'studies/lfm/report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|src=|@import|url\(/);
    expect(page.match(/<svg[^>]* role="img"/g)).toHaveLength(4);
    expect(page).toMatch(/<details class="cycle" open><summary>Cycle 12: /);
    expect(page.match(/<details class="cycle"/g)).toHaveLength(24);
    expect(page).toMatch(/What each change brought.*variant/s);
  });

  it.each([
    ['markdown', /^## Ratchet: lfm\n/],
    ['junit', /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="lfm">/],
  ])('prints %s and writes nothing', async (format, beginning) => {
    const { code, stdout, stderr } = await ratchet(
      ['report', 'lfm', '--format', format],
      variables,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(beginning);
  });

  it('writes where it is told to, whole', async () => {
    const file = join(dataDir, 'elsewhere.html');
    const { code, stderr } = await ratchet(
      ['report', 'lfm', '--output', file, '--json'],
      variables,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: `\nWrote ${file}\n` });
    expect(await readFile(file, 'utf8')).toContain('</html>');
  });

  it('tells the same to a program', async () => {
    const { stdout } = await ratchet(['report', 'lfm', '--json'], variables);
    const { feedback }: Json = JSON.parse(stdout);
    const { kept, undone, right, ...others } = feedback.rules.byDiagnosis['cold-start'];
    expect(right).toBeCloseTo(kept / (kept + undone), 12);
    expect(Object.keys(others).toSorted()).toEqual([
      'measuredTotal',
      'predictedTotal',
      'proposed',
      'superseded',
      'unverified',
    ]);
  });

  it.each(['none', '../lfm'])('says what is wrong with %s', async (study) => {
    const { code, stdout, stderr } = await ratchet(['report', study], variables);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/there is no .*routing_config\.json|expected 1 to 63 of a-z/);
    expect(stderr).not.toContain('    at ');
  });
});
