import { programAsCalled } from '../src/app/invocation';

describe('the program, as the person who called it would write it', () => {
  it('is the file, where it was called below the folder', () => {
    expect(programAsCalled('/home/me/clone/bin/ratchet', '/usr/bin', '/home/me/clone')).toBe(
      'bin/ratchet',
    );
    expect(programAsCalled('/home/me/clone/bin/ratchet', '/usr/bin', '/home/me')).toBe(
      'clone/bin/ratchet',
    );
  });

  it('is its name, where a shell finds it or it was called from elsewhere', () => {
    const file = '/home/me/clone/bin/ratchet';
    expect(programAsCalled(file, '/usr/bin:/home/me/clone/bin', '/home/me/clone')).toBe('ratchet');
    expect(programAsCalled(file, '/usr/bin', '/tmp')).toBe('ratchet');
    expect(programAsCalled('/home/me/clone/src/app/cli.ts', '/usr/bin', '/home/me/clone')).toBe(
      'ratchet',
    );
  });
});
