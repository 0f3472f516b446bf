import type { InputIssue } from '../input-issue';
import type { ItemFile, SuiteFile } from './parse-suite-file';

/** What is wrong with how the items say their messages: one of `prompt` and `messages`, the user last. */
export function messageIssues(file: SuiteFile): readonly InputIssue[] {
  return [
    ...file.items.flatMap((item, index) => itemMessageIssues(item, ['items', index])),
    ...file.heldOut.flatMap((item, index) => [
      ...itemMessageIssues(item, ['heldOut', index]),
      ...contradictionIssues(item, ['heldOut', index]),
    ]),
  ];
}

function itemMessageIssues(item: ItemFile, path: InputIssue['path']): readonly InputIssue[] {
  if (item.messages === undefined) {
    if (item.prompt !== undefined) return [];
    return [{ path, message: 'expected prompt: with a text, or messages: with a list' }];
  }
  if (item.prompt !== undefined) {
    return [{ path, message: 'has both prompt: and messages:; leave one of them out' }];
  }
  if (item.messages.at(-1)?.role === 'user') return [];
  return [{ path: [...path, 'messages'], message: 'the last message must be of role user' }];
}

function contradictionIssues(item: ItemFile, path: InputIssue['path']): readonly InputIssue[] {
  if (item.heldOut !== false) return [];
  return [
    {
      path: [...path, 'heldOut'],
      message: 'items of this section are held out; move the item to items: to let it steer',
    },
  ];
}
