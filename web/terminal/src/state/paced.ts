// News passed on at a pace: at once when the last was long enough ago, else together at the end of the wait.

export interface Paced {
  tell: () => void;
  stop: () => void;
}

/** @param every least time between two tellings, milliseconds; zero: each is passed on. */
export function paced(told: () => void, every: number, now: () => number = () => performance.now()): Paced {
  if (every <= 0) return { tell: told, stop: () => undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = -Infinity;
  const pass = () => {
    timer = undefined;
    at = now();
    told();
  };
  return {
    tell: () => {
      if (timer !== undefined) return;
      const wait = at + every - now();
      if (wait <= 0) pass();
      else timer = setTimeout(pass, wait);
    },
    stop: () => clearTimeout(timer),
  };
}
