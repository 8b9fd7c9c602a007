// When readers of the store are told: before the next picture, but twenty times a second at most, in a storm less.
import type { Schedule } from "./market";

/** The quickest painter's pace, milliseconds: a picture in between would cost as much and show nothing more. */
export const flushEvery = 50;

/** So many messages between two tellings, and how long to wait then, milliseconds; the heaviest first. */
const storms = [
  // A venue does not do this to one page; what else floods it must not take its keys away.
  { above: 250, every: 150 },
  // As often as the venue itself looks at what has changed: numbers that change at each are read no better oftener.
  { above: 40, every: 100 },
] as const;

function paceOf(since: number): number {
  return storms.find((storm) => since > storm.above)?.every ?? flushEvery;
}

export interface Clock {
  now: () => number;
  frame: (run: () => void) => void;
  wait: (run: () => void, ms: number) => () => void;
}

const page: Clock = {
  now: () => performance.now(),
  // A task before the picture, not the picture's own call: what readers ask to draw themselves (a chart) then comes with
  // the same picture, where it would else cost one more. A page that nobody sees waits until it is seen.
  frame: (run) => void (document.hidden ? requestAnimationFrame(run) : setTimeout(run, 0)),
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
    const wait = soon ? 0 : at + paceOf(since) - clock.now();
    if (wait > 0) {
      stop ??= clock.wait(run, wait);
      return;
    }
    stop?.();
    run();
  };
}
