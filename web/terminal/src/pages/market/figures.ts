// What the board asks for row by row: the day's change of open interest and the last hours' prices. Only of rows that
// are seen, a few at a time, and again only when the row has traded.
import type { Bar } from "../../api/trading";

export interface Figures {
  added: number | null;
  /** Closing prices of the last hours that had a trade. */
  closes: readonly string[];
}

/** At once. */
export const atOnce = 3;
/** Between two questions about one row, milliseconds. */
export const leastApart = 15_000;
/** Hours of the small line. */
export const hours = 24;

type Ask = <T>(path: string) => Promise<T>;

export class FigureQueue {
  readonly known = new Map<string, Figures>();
  private readonly asked = new Map<string, { version: string; at: number }>();
  private readonly waiting = new Map<string, string>();
  private busy = 0;
  private closed = false;

  constructor(
    private readonly ask: Ask,
    private readonly told: (symbol: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param version changes when the row has traded or was settled. */
  want(symbol: string, version: string): void {
    const before = this.asked.get(symbol);
    if (before && (before.version === version || this.now() - before.at < leastApart)) return;
    this.waiting.set(symbol, version);
    this.pump();
  }

  close(): void {
    this.closed = true;
    this.waiting.clear();
  }

  private pump(): void {
    while (this.busy < atOnce && !this.closed) {
      const next = this.waiting.entries().next().value;
      if (!next) return;
      this.waiting.delete(next[0]);
      this.asked.set(next[0], { version: next[1], at: this.now() });
      this.busy++;
      void this.fetch(next[0]).finally(() => {
        this.busy--;
        this.pump();
      });
    }
  }

  private async fetch(symbol: string): Promise<void> {
    const name = encodeURIComponent(symbol);
    // What cannot be had now stays away; the row's own numbers do not hang on it.
    const [statistics, bars] = await Promise.all([
      this.ask<{ openInterestChange: number }>(`v1/statistics/${name}`).catch(() => null),
      this.ask<Bar[]>(`v1/bars/${name}?interval=1h&limit=${hours}`).catch(() => []),
    ]);
    const closes = bars.flatMap((b) => (b.close === null ? [] : [b.close]));
    this.known.set(symbol, { added: statistics?.openInterestChange ?? null, closes });
    if (!this.closed) this.told(symbol);
  }
}

/** The points of a small line in a box, left to right; empty: fewer than two prices. */
export function sparkOf(closes: readonly string[], width: number, height: number): string {
  if (closes.length < 2) return "";
  const values = closes.map(Number);
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const x = (i: number) => ((i / (values.length - 1)) * (width - 2) + 1).toFixed(1);
  const y = (v: number) => (span === 0 ? height / 2 : height - 1 - ((v - low) / span) * (height - 2)).toFixed(1);
  return values.map((v, i) => `${x(i)},${y(v)}`).join(" ");
}
