// The rows of a static ladder: which price stands where, when it may move, and whether a click is still good.

/** Fewer rows tell nothing. */
export const leastRows = 11;

/** The ticks of the top row when a price stands in the middle. */
export function topFor(middle: number, rows: number): number {
  return middle + Math.floor(rows / 2);
}

/** The top row after a change of size: what stood in the middle stays there. */
export function resized(top: number, before: number, after: number): number {
  return top - Math.floor(before / 2) + Math.floor(after / 2);
}

/** Whether a price has left the rows. */
export function hasLeft(ticks: number, top: number, rows: number): boolean {
  return ticks > top || ticks <= top - rows;
}

/**
 * Where the ladder should stand: it moves by itself only at the beginning and when the last price has left it, never
 * while the pointer is inside.
 */
export function placed(top: number | null, last: number | null, rows: number, held: boolean): number | null {
  if (last === null) return top;
  if (top === null) return topFor(last, rows);
  return !held && hasLeft(last, top, rows) ? topFor(last, rows) : top;
}

export type ClickMeaning = "send" | "fill" | "moved";

/** A click sends only when the ladder is armed and the row still has the price at which the pointer went down. */
export function clickMeans(armed: boolean, downAt: string | null, now: string): ClickMeaning {
  if (downAt !== now) return "moved";
  return armed ? "send" : "fill";
}

/** So many ticks a row may stand for. */
export const groups = [1, 2, 5, 10, 20, 50] as const;

/** The next wider (or narrower) rows. */
export function regrouped(now: number, by: 1 | -1): number {
  return groups[groups.indexOf(now as 1) + by] ?? now;
}

/**
 * The row of a price, counted in groups: a buyer's lots stand at or below their price and a seller's at or above, so that
 * a row never promises a better price than there is.
 */
export function groupOf(ticks: number, group: number, side: "buy" | "sell"): number {
  return side === "buy" ? Math.floor(ticks / group) : Math.ceil(ticks / group);
}
