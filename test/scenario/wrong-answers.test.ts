import { calls, completion, tableOf, text, withScenario, withSchema, withTools } from './asking';

const wrongly = (wrong: string): object =>
  tableOf({ accuracy: { small: { '*': { right: 'none', wrong } } } });

const WHICH_TOOL = {
  type: 'object',
  properties: { tool: { type: 'string', enum: ['get_weather', 'set_timer', 'none'] } },
  required: ['tool'],
};

describe('a wrong answer', () => {
  it('no-call is prose', async () => {
    await withScenario(wrongly('no-call'), async (scenario) => {
      expect(await calls(scenario, withTools('Weather in Ghent?'))).toEqual([]);
      expect(await text(scenario, withTools('Weather in Ghent?'))).toMatch(/\w/);
      expect(await text(scenario, withSchema('Weather in Ghent?', WHICH_TOOL))).toBe(
        '{"tool":"none"}',
      );
    });
  });

  it('other-tool is a well-formed call of another tool', async () => {
    await withScenario(wrongly('other-tool'), async (scenario) => {
      const [call] = await calls(scenario, withTools('Weather in Ghent?'));
      expect(call).toMatch(/^set_timer \{"minutes":\d+\}$/);
      expect(await text(scenario, withSchema('Weather in Ghent?', WHICH_TOOL))).toBe(
        '{"tool":"set_timer"}',
      );
    });
  });

  it('wrong-arguments is the right tool with another value, not where any value is right', async () => {
    await withScenario(wrongly('wrong-arguments'), async (scenario) => {
      const [call] = await calls(scenario, withTools('Weather in Ghent?'));
      expect(call).toMatch(/^get_weather \{"city":"(?!Ghent|Gent)\w+"\}$/);
      const [timer] = await calls(scenario, withTools('Twelve minutes, please.'));
      expect(timer).toMatch(/^set_timer \{"minutes":(?!12\})\d+\}$/);
    });
  });

  it('extra-call has one call more than is due', async () => {
    await withScenario(wrongly('extra-call'), async (scenario) => {
      expect(await calls(scenario, withTools('Weather in Ghent?'))).toEqual([
        'get_weather {"city":"Ghent"}',
        expect.stringMatching(/^set_timer /),
      ]);
    });
  });

  it.each(['no-call', 'other-tool', 'wrong-arguments', 'extra-call'])(
    '%s is a call where none is due, since nothing else is wrong there',
    async (wrong) => {
      await withScenario(wrongly(wrong), async (scenario) => {
        expect(await calls(scenario, withTools('Thank you!'))).toHaveLength(1);
      });
    },
  );

  it('malformed is cut off in every shape and is no JSON any more', async () => {
    await withScenario(wrongly('malformed'), async (scenario) => {
      const [call] = await calls(scenario, withTools('Weather in Ghent?'));
      expect(call).toMatch(/^get_weather \{"city":"\w+$/);
      for (const body of [
        withSchema('Weather in Ghent?', WHICH_TOOL),
        { ...withTools('Weather in Ghent?'), tools: undefined },
      ]) {
        const [choice] = (await completion(scenario, body)).choices;
        expect(choice.finish_reason).toBe('length');
        expect(choice.message.content).toMatch(/^\{"tool":/);
        expect(() => JSON.parse(choice.message.content ?? '')).toThrow(SyntaxError);
      }
    });
  });

  it('bare-json is the right call in the text, where a tool call belongs', async () => {
    await withScenario(wrongly('bare-json'), async (scenario) => {
      const [choice] = (await completion(scenario, withTools('Weather in Ghent?'))).choices;
      expect(choice.message).toEqual({
        role: 'assistant',
        content: '{"tool":"get_weather","arguments":{"city":"Ghent"}}',
      });
      expect(choice.finish_reason).toBe('stop');
    });
  });
});
