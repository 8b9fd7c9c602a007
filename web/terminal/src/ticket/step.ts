// A price some ticks on: exact, in the instrument's decimals.
import { places, scaled, unscaled } from "../format/decimal";

/** The price so many ticks away; null when there is no price to start from. */
export function stepped(price: string, tick: string, steps: number): string | null {
  const count = Math.max(places(price), places(tick));
  const from = scaled(price, count);
  const step = scaled(tick, count);
  return from === null || step === null ? null : unscaled(from + step * BigInt(steps), count);
}

const strides: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** Ticks that a key stands for: arrows one, pages ten, with Shift ten times as many; zero for other keys. */
export function stepsOf(key: { key: string; shiftKey: boolean }): number {
  return (strides[key.key] ?? 0) * (key.shiftKey ? 10 : 1);
}
