// When readers of the store are told: with the next picture, but twenty times a second at most, in a storm ten times.
import type { Schedule } from "./market";

/** The quickest painter's pace, milliseconds: a picture in between would cost as much and show nothing more. */
export const flushEvery = 50;

/** In a storm, milliseconds: as often as the venue itself looks at what has changed. */
export const stormEvery = 100;

/** So many messages between two tellings are a storm: a page that drew all of it would be drawing alone. */
export const stormAbove = 120;

export interface Clock {
  now: () => number;
  frame: (run: () => void) => void;
  wait: (run: () => void, ms: number) => () => void;
}

const page: Clock = {
  now: () => performance.now(),
  frame: (run) => void requestAnimationFrame(run),
  wait: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Market data waits for its turn; what an account is told does not, and takes what waits along. */
export function inFrames(clock: Clock = page): Schedule {
  let at = -Infinity;
  let stop: (() => void) | null = null;
  let asked = false;
  return (flush, soon, since) => {
    const run = () => {
      stop = null;
      if (asked) return;
      asked = true;
      clock.frame(() => {
        asked = false;
        at = clock.now();
        flush();
      });
    };
    if (asked) return;
    const wait = soon ? 0 : at + (since > stormAbove ? stormEvery : flushEvery) - clock.now();
    if (wait > 0) {
      stop ??= clock.wait(run, wait);
      return;
    }
    stop?.();
    run();
  };
}
