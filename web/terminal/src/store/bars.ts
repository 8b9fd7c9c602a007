// Bars as the stream tells them: a snapshot, then each bar that a trade began or changed, whole.
import type { Bar } from "../api/trading";
import type { Frame } from "../api/types";

export const mostBars = 1000;

/** What a channel of bars shows after a frame that follows the one before it. */
export function heardBars(before: unknown, frame: Frame): readonly Bar[] {
  if (frame.type === "snapshot") return frame.data as Bar[];
  const bar = frame.data as Bar;
  const bars = (before as readonly Bar[]) ?? [];
  const last = bars.at(-1);
  if (last?.start === bar.start) return [...bars.slice(0, -1), bar];
  return [...bars, bar].slice(-mostBars);
}
