import { signatureOf, signingKeys } from '../../activities/notify/sign';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNED = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
};
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('signatureOf()', () => {
  it('signs as the published example of Standard Webhooks', () => {
    expect(signatureOf(signingKeys('HOOK', { HOOK: SECRET }), SIGNED)).toBe(SIGNATURE);
  });

  it('signs with every secret, so that a receiver can go over to another', () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const signatures = signatureOf(signingKeys('HOOK', { HOOK: `${other} ${SECRET}` }), SIGNED);
    expect(signatures.split(' ')).toEqual([expect.stringMatching(/^v1,.{44}$/), SIGNATURE]);
  });
});

describe('signingKeys()', () => {
  it.each([
    ['nothing', undefined, 'it is not set'],
    ['another text', 'hunter2-hunter2-hunter2', 'it holds something else'],
    ['too few bytes', 'whsec_aHVudGVyMg==', 'it holds something else'],
  ])('refuses %s, names the variable and repeats no secret', (_, found, words) => {
    const read = () => signingKeys('HOOK_SECRET', { HOOK_SECRET: found });
    expect(read).toThrow(expect.objectContaining({ code: 'NOTIFICATIONS_INVALID' }));
    expect(read).toThrow(`HOOK_SECRET: expected a secret, whsec_ and 24 to 64 bytes`);
    expect(read).toThrow(words);
    expect(read).not.toThrow(/hunter2|aHVudGVyMg/);
  });
});
