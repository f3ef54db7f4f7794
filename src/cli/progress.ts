/** If each report takes its own line, the shortest time between two lines. Milliseconds. */
const LINE_EVERY_MS = 5000;

/** Shows the progress of long work on stderr: in one changing line on a terminal, otherwise in a line now and then. */
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
