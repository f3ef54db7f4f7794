/** Prints how long `check` takes on an iTop: `tsx bench/check.ts <folder of an iTop>`. */
import { check } from '../src/itop/check/check';

const RUNS = 20;
const folder = process.argv[2];
if (!folder) throw new Error('Name the folder of an iTop.');

const times: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const start = performance.now();
  await check(folder);
  times.push(performance.now() - start);
}
const [first = 0] = times;
const median = times.sort((a, b) => a - b)[RUNS / 2] ?? 0;
console.log(`check of ${folder}: first ${first.toFixed(0)} ms, median of ${RUNS} runs ${median.toFixed(0)} ms`);
