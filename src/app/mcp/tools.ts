import type { Tool } from './tool';
import { CONTROL_TOOLS, PAUSE_TOOLS } from './tools/controls';
import { EVIDENCE_TOOLS } from './tools/evidence';
import { STUDY_TOOLS } from './tools/studies';

/** What an assistant may ask for. */
export function toolsFor({ allowControl }: { readonly allowControl: boolean }): readonly Tool[] {
  const tools = [...STUDY_TOOLS, ...EVIDENCE_TOOLS, ...PAUSE_TOOLS];
  return allowControl ? [...tools, ...CONTROL_TOOLS] : tools;
}
