import { unmade } from '../../src/diagnosis/unmade';

describe('unmade()', () => {
  it.each(['MODEL_UNAUTHORIZED', 'SERVED_OTHER_MODEL', 'MODEL_NOT_FOUND'])(
    'blames the endpoint for %s',
    (code) => {
      const diagnosis = unmade(code);
      expect(diagnosis?.class).toBe('infrastructure');
      expect(diagnosis?.sentence).toContain(`(${code})`);
    },
  );

  it.each(['SUITE_CHANGED', 'STORE_CONFLICT', 'SPEC_INAPPLICABLE', ''])(
    'does not for %s',
    (code) => {
      expect(unmade(code)).toBeNull();
    },
  );
});
