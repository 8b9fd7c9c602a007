// The months of a product against each other: what a calendar spread is bid and asked, in its own book and by its legs.
import type { Instrument } from "../../api/types";
import { compare, minus } from "../../format/decimal";

export interface Quote {
  price: string;
  lots: number;
  /** direct: orders of the spread's own book; implied: what its legs would give. */
  from: "direct" | "implied";
}

export interface Cell {
  symbol: string;
  bid: Quote | null;
  ask: Quote | null;
}

/** The months of a contract in order, and the listed spreads between them, by "NEAR FAR". */
export function matrixOf(rows: readonly Instrument[], contract: string): { months: Instrument[]; cells: Map<string, Cell> } {
  const months = rows
    .filter((r) => r.contract === contract && !r.spread)
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  const bySymbol = new Map(months.map((m) => [m.symbol, m]));
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    const legs = row.spread;
    if (!legs || legs.nearWeight !== 1 || legs.farWeight !== 1) continue;
    const [near, far] = [bySymbol.get(legs.near), bySymbol.get(legs.far)];
    if (!near || !far) continue;
    const even = legs.nearLots === 1 && legs.farLots === 1;
    const bid = even ? implied(near.bid, near.bidLots, far.ask, far.askLots) : null;
    const ask = even ? implied(near.ask, near.askLots, far.bid, far.bidLots) : null;
    cells.set(`${legs.near} ${legs.far}`, {
      symbol: row.symbol,
      bid: better(direct(row.bid, row.bidLots), bid, 1),
      ask: better(direct(row.ask, row.askLots), ask, -1),
    });
  }
  return { months, cells };
}

function direct(price: string | null, lots: number | null): Quote | null {
  return price === null || lots === null ? null : { price, lots, from: "direct" };
}

function implied(
  near: string | null,
  nearLots: number | null,
  far: string | null,
  farLots: number | null,
): Quote | null {
  const price = minus(near, far);
  return price === null || nearLots === null || farLots === null
    ? null
    : { price, lots: Math.min(nearLots, farLots), from: "implied" };
}

/** The better of two; of equals the direct one. */
function better(own: Quote | null, other: Quote | null, direction: 1 | -1): Quote | null {
  if (!own || !other) return own ?? other;
  return compare(other.price, own.price) * direction > 0 ? other : own;
}
