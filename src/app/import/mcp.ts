import { slotsOfMcp } from '../../suites/import/mcp-slots';
import type { Format } from './format';
import { listMcpTools } from './mcp-client';
import { mcpOverHttp } from './mcp-http';
import { mcpOverStdio } from './mcp-stdio';

/** The tools of a server of the Model Context Protocol, with prompts that are still to be written. */
export const mcp: Format = {
  about: 'the tools of an MCP server, an address or a command that starts it; prompts to fill in',
  takes: [],
  isFile: false,
  read: async (server, _, reader) => {
    const channel = /^https?:\/\//.test(server) ? mcpOverHttp(server) : mcpOverStdio(server);
    try {
      return slotsOfMcp(await listMcpTools(channel), 'tools/list', reader);
    } finally {
      await channel.close();
    }
  },
};
