/** Where it goes on a line of its own, a line of progress is written at most so often. Milliseconds. */
const LINE_EVERY_MS = 5000;

/** How far a long work is, on stderr: in one line of a terminal, else a line now and then. */
export function createProgress(stream = process.stderr) {
  let last = performance.now();
  let isOpen = false;
  return {
    tell: (text: string) => {
      if (stream.isTTY) {
        stream.write(`\r${text}\x1b[K`);
        isOpen = true;
      } else if (performance.now() - last > LINE_EVERY_MS) {
        stream.write(`${text}\n`);
        last = performance.now();
      }
    },
    end: () => {
      if (isOpen) stream.write('\n');
      isOpen = false;
    },
  };
}
