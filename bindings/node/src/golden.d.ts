import type { Result } from "./index.js";

/** What Vitest and Jest hand to a matcher. */
export interface MatcherState {
  readonly isNot?: boolean;
  readonly testPath?: string;
  readonly currentTestName?: string;
}

/**
 * `expect.extend({ toMatchGolden })`, then `expect(chart.render()).toMatchGolden()`: what was rendered equals
 * golden/<module>/<test>.yaml beside the test; -u writes it, and so does the first run outside of CI.
 */
export function toMatchGolden(this: MatcherState, rendered: Result | string, name?: string): { pass: boolean; message: () => string };
