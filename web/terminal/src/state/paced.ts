// News passed on at a pace: at once when the last was long enough ago, else together at the end of the wait.

export interface Paced {
  tell: () => void;
  stop: () => void;
}

/**
 * The end of a wait lets the next news come first, so that what is told by one picture is shown by it and not by one of
 * its own, milliseconds: longer than the page waits in a storm.
 */
const grace = 160;

/** News so little before its time is on time, milliseconds: two pictures lie farther apart. */
const slack = 8;

/** @param every least time between two tellings, milliseconds; zero: each is passed on. */
export function paced(told: () => void, every: number, now: () => number = () => performance.now()): Paced {
  if (every <= 0) return { tell: told, stop: () => undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = -Infinity;
  const pass = () => {
    clearTimeout(timer);
    timer = undefined;
    at = now();
    told();
  };
  return {
    tell: () => {
      const wait = at + every - now();
      if (wait <= slack) pass();
      else timer ??= setTimeout(pass, wait + grace);
    },
    stop: () => clearTimeout(timer),
  };
}
