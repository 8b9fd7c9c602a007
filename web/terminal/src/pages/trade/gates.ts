// What stands between a slip of the finger and the venue: reasons to ask again before an order is sent.
import type { OrderNow } from "../../api/private";
import type { Instrument } from "../../api/types";
import { compare, minus, sign } from "../../format/decimal";
import { middleInHalfTicks, ticksOf } from "../../format/ticks";
import type { Side } from "../../ticket/order";

/** The user's own limits; kept in the browser. Zero: none. */
export interface Gates {
  /** Ticks from the middle of the quotes, in the direction that costs. */
  ticks: number;
  lots: number;
  /** In the contract's currency, whole units. */
  notional: number;
}

export const usual: Gates = { ticks: 50, lots: 100, notional: 20_000_000 };

export type Gate =
  | { kind: "far"; given: string; limit: string }
  | { kind: "size"; given: string; limit: string }
  | { kind: "notional"; given: string; limit: string }
  | { kind: "own"; given: string; limit: string };

export interface Meant {
  side: Side;
  price: string | null;
  lots: number;
  /** The venue's own figure; null: not known yet. */
  notional: string | null;
}

/** Every reason to ask again; none: it is sent. */
export function gatesOf(meant: Meant, row: Instrument, orders: readonly OrderNow[], gates: Gates): Gate[] {
  const found: Gate[] = [];
  const far = ticksFromMiddle(meant, row);
  if (gates.ticks > 0 && far !== null && far > gates.ticks)
    found.push({ kind: "far", given: String(far), limit: String(gates.ticks) });
  if (gates.lots > 0 && meant.lots > gates.lots)
    found.push({ kind: "size", given: String(meant.lots), limit: String(gates.lots) });
  if (gates.notional > 0 && meant.notional !== null && sign(minus(meant.notional, String(gates.notional))) > 0)
    found.push({ kind: "notional", given: meant.notional, limit: String(gates.notional) });
  const own = ownMet(meant, row, orders);
  if (own !== null) found.push({ kind: "own", given: meant.price ?? "", limit: own });
  return found;
}

/** Whole ticks above the middle for a buy, below it for a sale; null: one of the prices is missing. */
export function ticksFromMiddle(meant: Meant, row: Instrument): number | null {
  const price = ticksOf(meant.price, row.tickSize);
  const middle = middleInHalfTicks(row.bid, row.ask, row.tickSize);
  if (price === null || middle === null) return null;
  const half = (2 * price - middle) * (meant.side === "buy" ? 1 : -1);
  return Math.ceil(half / 2);
}

/** The price of an own order that it would reach; null: none. */
function ownMet(meant: Meant, row: Instrument, orders: readonly OrderNow[]): string | null {
  for (const o of orders) {
    if (o.symbol !== row.symbol || o.side === meant.side || o.price === null || o.status === "sleeping") continue;
    if (meant.price === null || compare(meant.price, o.price) * (meant.side === "buy" ? 1 : -1) >= 0) return o.price;
  }
  return null;
}

const name = "tokenbourse.trade.gates";

export function readGates(): Gates {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Gates>;
    const whole = (v: unknown, otherwise: number) => (Number.isSafeInteger(v) && (v as number) >= 0 ? (v as number) : otherwise);
    return {
      ticks: whole(kept.ticks, usual.ticks),
      lots: whole(kept.lots, usual.lots),
      notional: whole(kept.notional, usual.notional),
    };
  } catch {
    return usual;
  }
}

export function keepGates(gates: Gates): void {
  try {
    localStorage.setItem(name, JSON.stringify(gates));
  } catch {
    // A browser may forbid storage: then the usual ones hold.
  }
}
