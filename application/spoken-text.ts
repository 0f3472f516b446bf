/** The words of an answer that decides for no tool; empty where it is the JSON that a variant asks for. */
export function spokenText(text: string): string {
  const bare = text.trim().replace(/^```\w*\n([\s\S]*)\n```$/, '$1');
  return isJsonStructure(bare) ? '' : text;
}

function isJsonStructure(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
