/**
 * Path of the `itop-tawk` command, built once for the run (test/setup.ts) from the present sources. What is in its folder
 * is all of it.
 */
export const COMMAND = process.env.ITOP_TAWK_TEST_COMMAND ?? '';
