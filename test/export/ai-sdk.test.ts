import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { aiSdkText } from '../../src/app/export/ai-sdk';
import { folderWith } from '../application/support/installation';
import { anthropicMessage, chatCompletion } from '../models/support/answers';
import { answers, startStandIn } from '../models/support/stand-in';
import { ROOT, run } from '../package/support/run';
import { removeDataFolders } from '../support/data-folder';
import { anExportedRoute } from './exported';

afterAll(removeDataFolders);

/** Asks the route's own model and then its fallback, as the AI SDK's generateText would ask each once. */
const ASK = `
  import { routes } from './routing.mjs';
  const { model, fallbacks, settings, system } = routes['atomic'];
  const prompt = [
    { role: 'system', content: system },
    { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
  ];
  for (const each of [model, ...fallbacks]) {
    const { content } = await each.doGenerate({ prompt, ...settings });
    console.log(content[0].text);
  }
`;

describe('the module for the AI SDK', () => {
  it('is loaded by its real packages, and asks as the route says, each model with its own key', async () => {
    const server = await startStandIn((response, seen) => {
      const isMessages = seen.path.endsWith('/messages');
      const body = isMessages
        ? anthropicMessage([{ type: 'text', text: 'from claude' }])
        : chatCompletion('from lfm');
      answers(200, body)(response, seen);
    });
    const route = await anExportedRoute({
      models: {
        lfm: { provider: 'openai-compatible', baseUrl: server.url, model: 'tiny', apiKeyEnv: 'A' },
        claude: { provider: 'anthropic', baseUrl: server.url, model: 'haiku', apiKeyEnv: 'B' },
      },
      spec: { temperature: 0.3, retries: 2 },
      prompt: { system: 'Say "it"\n`${briefly}`' },
      params: { num_ctx: 2048, top_p: 0.9, max_tokens: 77 },
    });
    const folder = await folderWith({ 'routing.mjs': aiSdkText([route]), 'ask.mjs': ASK });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const keys = { A: 'key-of-lfm', B: 'key-of-claude' };
    const { stdout } = await run(process.execPath, ['ask.mjs'], { cwd: folder, env: keys });
    await server.close();

    expect(stdout).toBe('from lfm\nfrom claude\n');
    const [own, fallback] = server.requests;
    expect(own).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer key-of-lfm' },
      body: {
        model: 'tiny',
        temperature: 0.3,
        top_p: 0.9,
        max_tokens: 77,
        num_ctx: 2048,
        messages: [{ role: 'system', content: 'Say "it"\n`${briefly}`' }, { role: 'user' }],
      },
    });
    expect(fallback).toMatchObject({
      path: '/v1/messages',
      headers: { 'x-api-key': 'key-of-claude' },
      body: { model: 'haiku' },
    });
  });

  it('tells how often to try again, how long to wait, and that it is simulated', async () => {
    const route = await anExportedRoute({
      models: { lfm: { provider: 'openai-compatible', baseUrl: 'http://h/v1', model: 'tiny' } },
      spec: { retries: 2, variant: 'atomic' },
    });
    const simulated = { ...route, route: { ...route.route, simulated: true } };
    const folder = await folderWith({
      'routing.mjs': aiSdkText([simulated]),
      'ask.mjs': `import { routes } from './routing.mjs'; console.log(JSON.stringify(routes.atomic));`,
    });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const { stdout } = await run(process.execPath, ['ask.mjs'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({
      settings: { temperature: 0, maxRetries: 2 },
      timeoutMs: 30_000,
      variant: 'atomic',
      simulated: true,
    });
    expect(JSON.parse(stdout)).not.toHaveProperty('system');
  });
});
