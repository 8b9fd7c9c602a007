// One book as the stream tells it: a snapshot, then deltas that must follow each other without a gap.
import { compare } from "../format/decimal";
import type { DepthDelta, Level } from "../api/types";

export interface Book {
  readonly symbol: string;
  readonly seq: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly last: string | null;
  readonly lastLots: number | null;
}

/** A book made new from a snapshot. */
export function bookOf(symbol: string, seq: number, data: DepthDelta): Book {
  return {
    symbol,
    seq,
    bids: sorted(
      data.bids.filter((l) => l.lots > 0),
      -1,
    ),
    asks: sorted(
      data.asks.filter((l) => l.lots > 0),
      1,
    ),
    last: data.last ?? null,
    lastLots: data.lastLots ?? null,
  };
}

/** The book after a delta; null when the delta does not follow the book, which then must be asked for again. */
export function applied(book: Book, prevSeq: number | undefined, seq: number, delta: DepthDelta): Book | null {
  if (prevSeq !== book.seq) return null;
  return {
    symbol: book.symbol,
    seq,
    bids: merged(book.bids, delta.bids, -1),
    asks: merged(book.asks, delta.asks, 1),
    last: delta.last === undefined ? book.last : delta.last,
    lastLots: delta.lastLots === undefined ? book.lastLots : delta.lastLots,
  };
}

/** Each change goes to its place: a storm of them must not sort the book for each. */
function merged(levels: readonly Level[], changes: readonly Level[], direction: 1 | -1): readonly Level[] {
  if (changes.length === 0) return levels;
  const next = [...levels];
  for (const c of changes) {
    let at = 0;
    for (let end = next.length; at < end; ) {
      const middle = (at + end) >> 1;
      if (direction * order(next[middle]!.price, c.price) < 0) at = middle + 1;
      else end = middle;
    }
    const there = at < next.length && order(next[at]!.price, c.price) === 0;
    if (c.lots > 0) next.splice(at, there ? 1 : 0, c);
    else if (there) next.splice(at, 1);
  }
  return next;
}

function sorted(levels: Level[], direction: 1 | -1): Level[] {
  return levels.sort((a, b) => direction * order(a.price, b.price));
}

/** Prices of a book have the same places: those of one length, not below zero, compare as they stand. */
function order(a: string, b: string): number {
  const alike = a.length === b.length && a.indexOf(".") === b.indexOf(".") && !a.startsWith("-") && !b.startsWith("-");
  return alike ? (a < b ? -1 : a > b ? 1 : 0) : compare(a, b);
}
