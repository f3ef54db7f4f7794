import { z } from 'zod';

const EXPECTED = 'expected a length of time such as 500ms, 30s, 5m, 12h or 3d';
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as people write it (`30s`, `5m`, `3d`), as whole milliseconds. */
export const duration = z
  .string(EXPECTED)
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, EXPECTED)
  .transform((text) => {
    const unit = text.replace(/^[\d.]+/, '') as keyof typeof UNITS;
    return Math.round(Number.parseFloat(text) * UNITS[unit]);
  });
