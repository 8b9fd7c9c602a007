// Writes the book into the rows of the ladder: only texts that differ are touched.
import type { OrderNow } from "../../api/private";
import type { Instrument } from "../../api/types";
import { lots, price as shown } from "../../format/numbers";
import { priceOf, ticksOf } from "../../format/ticks";
import { classed, write } from "../../state/paint";
import type { Book } from "../../store/book";
import { groupOf } from "./ladder";
import { standsAt } from "./own";

export interface LadderView {
  row: Instrument;
  book: Book | undefined;
  orders: readonly OrderNow[];
  /** Of the first row, in groups; null: no price is known. */
  top: number | null;
  /** Ticks of a row. */
  group: number;
}

type Side = "buy" | "sell";

/** The price of a row; empty: there is none. */
export function textAt({ row, top, group }: Pick<LadderView, "row" | "top" | "group">, k: number): string {
  return top === null ? "" : priceOf((top - k) * group, row.tickSize, row.priceDecimals);
}

/** The row, in groups, of a price that need not stand on one. */
export const rowOf = (text: string | null, row: Instrument, group: number): number | null => {
  const ticks = ticksOf(text, row.tickSize);
  return ticks === null ? null : groupOf(ticks, group, "buy");
};

/** The account's own orders in a row. */
export function ownAt(view: LadderView, k: number, side: Side): OrderNow[] {
  const { orders, row, top, group } = view;
  if (top === null) return [];
  return orders.filter((o) => {
    if (o.symbol !== row.symbol || o.side !== side) return false;
    const ticks = ticksOf(standsAt(o), row.tickSize);
    return ticks !== null && groupOf(ticks, group, side) === top - k;
  });
}

export interface Row {
  price: string;
  bid: string;
  ask: string;
  buys: string;
  sells: string;
}

/** How far the bar of a cell goes, in whole per cent: a finer step is no pixel. */
function share(cell: HTMLElement, part: number): void {
  const text = `${Math.round(part * 100)}%`;
  if (cell.style.getPropertyValue("--share") !== text) cell.style.setProperty("--share", text);
}

/** @returns the texts of a row, by its number. */
export function paintLadder(body: HTMLElement, view: LadderView): (k: number) => Row {
  const { row, book, orders, top, group } = view;
  const sums = (levels: Book["bids"], side: Side) => {
    const found = new Map<number, number>();
    for (const level of levels) {
      const ticks = ticksOf(level.price, row.tickSize);
      if (ticks === null) continue;
      const at = groupOf(ticks, group, side);
      found.set(at, (found.get(at) ?? 0) + level.lots);
    }
    return found;
  };
  const bids = sums(book?.bids ?? [], "buy");
  const asks = sums(book?.asks ?? [], "sell");
  const own = { buy: new Map<number, number>(), sell: new Map<number, number>() };
  for (const o of orders) {
    const ticks = o.symbol === row.symbol ? ticksOf(standsAt(o), row.tickSize) : null;
    if (ticks === null) continue;
    const at = groupOf(ticks, group, o.side);
    own[o.side].set(at, (own[o.side].get(at) ?? 0) + o.remaining);
  }
  const low = ticksOf(row.limitLow, row.tickSize);
  const high = ticksOf(row.limitHigh, row.tickSize);
  const last = rowOf(row.last ?? row.previousSettlement, row, group);
  const settled = rowOf(row.previousSettlement, row, group);
  const most = Math.max(1, ...bids.values(), ...asks.values());
  const count = (map: Map<number, number>, at: number | null) => (at === null ? 0 : (map.get(at) ?? 0));
  const text = (lotsThere: number) => (lotsThere ? lots(lotsThere) : "");
  [...body.children].forEach((element, k) => {
    const at = top === null ? null : top - k;
    const outside = at === null || (low !== null && at * group < low) || (high !== null && at * group > high);
    const cells = element.children;
    const bid = count(bids, at);
    const ask = count(asks, at);
    write(cells[0], text(count(own.buy, at)));
    write(cells[1], text(bid));
    write(cells[2], at === null ? "" : shown(textAt(view, k)));
    write(cells[3], text(ask));
    write(cells[4], text(count(own.sell, at)));
    share(cells[1] as HTMLElement, bid / most);
    share(cells[3] as HTMLElement, ask / most);
    const marks = `${at !== null && at === last ? " at-last" : ""}${at !== null && at === settled ? " at-settled" : ""}`;
    classed(element, `trade-level${outside ? " outside" : ""}${marks}`);
  });
  return (k) => {
    const cells = body.children[k]?.children;
    const of = (i: number) => cells?.[i]?.textContent || "0";
    return { price: of(2), bid: of(1), ask: of(3), buys: of(0), sells: of(4) };
  };
}
