/**
 * A message of another tool as one of a suite. Parts of its content are one text, if all of them are text.
 *
 * @throws {RangeError} for what a suite's message cannot hold
 */
export function chatMessage(message: unknown): { readonly role: unknown; readonly content: unknown } {
  const { role, content, tool_calls: calls } = Object(message);
  if (Array.isArray(calls) ? calls.length > 0 : calls) {
    throw new RangeError('a message of it has calls of tools in it');
  }
  if (role === 'tool' || role === 'function') throw new RangeError('a message of it is what a tool gave back');
  // The word that newer models of OpenAI have for it.
  return { role: role === 'developer' ? 'system' : role, content: textIn(content) };
}

function textIn(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const texts = content.map((part) => {
    const { type, modality, text, value } = Object(part);
    return (type ?? modality) === 'text' ? (text ?? value) : undefined;
  });
  if (texts.every((each) => typeof each === 'string')) return texts.join('\n');
  throw new RangeError('a message of it has other parts than text, an image for one');
}
