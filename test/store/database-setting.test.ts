import { databaseError } from '../../activities/store/postgres/database-error';
import { databaseSetting } from '../../activities/store/postgres/database-setting';
import { RatchetError } from '../../src/errors';

describe('RATCHET_STORE', () => {
  it.each([undefined, '', ' ', 'folder'])('%j keeps the store in the data folder', (text) => {
    expect(databaseSetting(text)).toBeNull();
  });

  it.each(['postgres', 'postgresql'])('%j leaves everything to the PG variables', (text) => {
    expect(databaseSetting(text)).toEqual({ url: null });
  });

  it.each([
    'postgres://ratchet@db.example:5432/ratchet',
    'postgresql://db.example/ratchet?sslmode=verify-full',
    'postgres:///ratchet?host=/run/postgresql',
    'postgres://ratchet:word@/ratchet?host=%2Frun',
  ])('%j names a database', (url) => {
    expect(databaseSetting(url)).toEqual({ url });
  });

  it.each(['Postgres', 'mysql://a:secret@b/c', 'postgres://a:secret@:port/c', '/srv/secret'])(
    '%j is refused without being repeated',
    (text) => {
      const reading = () => databaseSetting(text);
      expect(reading).toThrow(/RATCHET_STORE: expected folder, postgres .*found something else/);
      expect(reading).not.toThrow(/secret/);
    },
  );
});

describe('what a database refuses', () => {
  const refused = (code: string, message: string) =>
    databaseError(Object.assign(new Error(message), { code }), 'postgres:x');

  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 10.1.2.3:5432', 'STORE_UNWRITABLE'],
    ['57P01', 'terminating connection due to administrator command', 'STORE_UNWRITABLE'],
    ['28000', 'no pg_hba.conf entry for host "10.1.2.3"', 'STORE_UNWRITABLE'],
    ['53100', 'could not extend file', 'STORE_UNWRITABLE'],
    ['55P03', 'canceling statement due to lock timeout', 'STORE_BUSY'],
    ['23505', 'duplicate key value', 'STORE_BUSY'],
    ['XX000', 'something new', 'STORE_UNWRITABLE'],
  ])('%s is told as a trouble that passes, without an address', (state, message, code) => {
    const error = refused(state, message);
    expect(error).toMatchObject({ code, message: expect.stringContaining(state) });
    expect(error.message).not.toContain('10.1.2.3');
  });

  it('leaves what is no trouble of the database as it is', () => {
    const ours = new RatchetError('STORE_CONFLICT', 'No');
    const bug = new TypeError('x is not a function');
    expect(databaseError(ours, 'postgres:x')).toBe(ours);
    expect(databaseError(bug, 'postgres:x')).toBe(bug);
  });
});
