import { inAscii, terminalOf } from '../output/terminal';

/** One line at the end of a terminal that is written over; nothing on a pipe. */
export interface LiveLine {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

const BACK_TO_START = '\r\u001b[2K';

export function liveLine(stream: NodeJS.WriteStream = process.stderr): LiveLine {
  const { isTerminal, unicode, width } = terminalOf(stream);
  let shown = '';
  const write = (text: string): void => {
    if (!isTerminal || text === shown) return;
    shown = text;
    stream.write(`${BACK_TO_START}${text}`);
  };
  return {
    show: (text) => {
      const [line = ''] = (unicode ? text : inAscii(text)).split('\n');
      write(line.length < width ? line : `${line.slice(0, width - 4)}...`);
    },
    clear: () => write(''),
  };
}
