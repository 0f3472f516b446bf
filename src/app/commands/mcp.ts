import type { Command } from 'commander';
import { version } from '../../../package.json';

export function mcpCommand(program: Command): void {
  program
    .command('mcp')
    .description(
      'let an assistant ask for status and evidence, by the Model Context Protocol on stdio',
    )
    .option('--allow-control', 'let it also stop and steer studies, not only pause and resume them')
    .addHelpText(
      'after',
      `
It is started by the assistant, which speaks to it on standard input and output; docs/mcp.md shows how.

Example:
  $ claude mcp add ratchet -- ratchet mcp`,
    )
    .action(mcp);
}

async function mcp({ allowControl = false }: { readonly allowControl?: boolean }): Promise<void> {
  // Loaded only here: no other verb needs them.
  const { serve } = await import('../mcp/serve.ts');
  const { toolsFor } = await import('../mcp/tools.ts');
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  await serve({ version, tools: toolsFor({ allowControl }), input: process.stdin, write });
}
