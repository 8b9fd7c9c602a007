// Where the account's own orders stand on a ladder and a chart.
import type { OrderNow } from "../../api/private";

/** At which price an order stands; a sleeping one at the price that wakes it. */
export const standsAt = (o: OrderNow) => (o.status === "sleeping" ? (o.stopPrice ?? o.price) : o.price);

/** Live orders of an instrument by "side price". */
export function byPrice(orders: readonly OrderNow[], symbol: string): Map<string, OrderNow[]> {
  const found = new Map<string, OrderNow[]>();
  for (const o of orders) {
    const price = standsAt(o);
    if (o.symbol !== symbol || price === null) continue;
    const key = `${o.side} ${price}`;
    found.set(key, [...(found.get(key) ?? []), o]);
  }
  return found;
}

/** Lots that are left of some orders. */
export const lotsLeft = (orders: readonly OrderNow[] | undefined) =>
  (orders ?? []).reduce((sum, o) => sum + o.remaining, 0);
