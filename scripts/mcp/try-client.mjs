// Run by try-client.sh, where the official client is installed. Exit code 0: it understood everything.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [, , program] = process.argv;
const READ_ONLY = [
  'list_studies',
  'study_status',
  'doctor',
  'decisions',
  'evidence',
  'report',
  'routes',
];

for (const mode of ['legacy', 'auto']) {
  const client = new Client(
    { name: 'try-client', version: '1.0.0' },
    { versionNegotiation: { mode } },
  );
  const env = { ...process.env, RATCHET_DATA: `${process.cwd()}/data` };
  await client.connect(new StdioClientTransport({ command: program, args: ['mcp'], env }));
  assert.equal(client.getServerVersion()?.name, 'ratchet');
  await client.ping?.();
  const { tools } = await client.listTools();
  const reading = tools
    .filter(({ annotations }) => annotations?.readOnlyHint)
    .map(({ name }) => name);
  assert.deepEqual(reading, READ_ONLY);
  const missing = await client.callTool({ name: 'report', arguments: { study: 'none' } });
  assert.equal(missing.isError, true);
  assert.match(missing.content[0].text, /Cannot report on none/);
  await assert.rejects(client.callTool({ name: 'stop', arguments: { study: 'none' } }));
  await client.close();
  console.log(`${mode}: ${tools.length} tools, calls and errors understood`);
}
