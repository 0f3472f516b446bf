import { oneAtATime } from '../../activities/pool/one-at-a-time';

const never = () => new Promise<never>(() => undefined);

describe('oneAtATime()', () => {
  it('goes on when the one at work is told to end, though its work never does', async () => {
    const inTurn = oneAtATime();
    const first = new AbortController();
    const hangs = inTurn(first.signal, false, never);
    const second = inTurn(new AbortController().signal, false, async () => 'begun');
    first.abort(new Error('stopped'));
    await expect(hangs).rejects.toThrow('stopped');
    expect(await second).toBe('begun');
  });

  it('lets who waits leave at once, and begins those behind in their order', async () => {
    const inTurn = oneAtATime();
    const begun: string[] = [];
    const first = new AbortController();
    const leaves = new AbortController();
    const work = (name: string) => async () => void begun.push(name);
    const hangs = inTurn(first.signal, false, never);
    const left = inTurn(leaves.signal, true, work('left'));
    const patient = inTurn(new AbortController().signal, false, work('patient'));
    const hurried = inTurn(new AbortController().signal, true, work('hurried'));
    leaves.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    first.abort(new Error('stopped'));
    await expect(hangs).rejects.toThrow('stopped');
    await Promise.all([patient, hurried]);
    expect(begun).toEqual(['hurried', 'patient']);
  });

  it('takes nobody in who was told to end before', async () => {
    const inTurn = oneAtATime();
    await expect(inTurn(AbortSignal.abort(new Error('late')), true, never)).rejects.toThrow('late');
    expect(await inTurn(new AbortController().signal, true, async () => 1)).toBe(1);
  });
});
