// Under which root the terminal runs: the venue's own, or that of a day that is played again.

const under = /^(.*\/)replays\/([0-9a-f]{1,32})\/$/;

export interface ReplayRoot {
  replay: string;
  /** The path of the venue's own terminal. */
  home: string;
}

// Tests have no window.
const here = () => (typeof location === "undefined" ? "/" : location.pathname);

/** Null: it is the venue's own. */
export function replayRoot(path: string = here()): ReplayRoot | null {
  const found = under.exec(path);
  return found ? { home: found[1]!, replay: found[2]! } : null;
}

/** Nothing can be changed here. */
export const inReplay = (): boolean => replayRoot() !== null;

export interface Wanted {
  from: string;
  speed: number;
}

const day = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z)?$/;

/** What an address asks to be played: ?replay=2026-08-28T13:00Z&speed=10. Anything malformed counts as absent. */
export function wantedIn(search: string): Wanted | null {
  const q = new URLSearchParams(search);
  const from = q.get("replay");
  if (from === null || !day.test(from)) return null;
  const speed = Number(q.get("speed") ?? "1");
  return { from, speed: Number.isInteger(speed) && speed >= 1 && speed <= 100 ? speed : 1 };
}

/** The address without what asked for a replay. */
export function without(search: string): string {
  const q = new URLSearchParams(search);
  q.delete("replay");
  q.delete("speed");
  const rest = q.toString();
  return rest === "" ? "" : `?${rest}`;
}
