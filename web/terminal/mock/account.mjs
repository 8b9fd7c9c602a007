// What an account of the stand-in has and may: made up, so that the whole page stands as it does before a venue.
import { fixed, iso } from "./market.mjs";

/** Whoever comes may do all: as a venue without an identity folder says it. */
export const session = {
  access: "open",
  user: null,
  participant: null,
  scopes: [],
  accounts: [],
  until: null,
  adminPort: null,
};

/** Three positions, marked to the last price. */
export function positions(market, account) {
  const held = market.instruments.slice(0, 3).map((i, k) => {
    const lots = 2 + 3 * k;
    const side = k === 1 ? "short" : "long";
    const book = market.books.get(i.symbol);
    const result = ((side === "long" ? 1 : -1) * lots * ((book.last ?? i.previous) - i.previous)).toFixed(2);
    return {
      ...{ symbol: i.symbol, side, lots, today: 0, carried: lots, closable: lots },
      ...{ closableToday: null, closableCarried: null, averageOpen: fixed(i.previous, 5) },
      ...{ averagePosition: fixed(i.previous, 5), last: fixed(book.last ?? i.previous, 3) },
      ...{ previousSettlement: fixed(i.previous, 3), sinceOpened: result, sinceSettlement: result },
      ...{ margin: "5227.20", currency: i.terms.currency ?? "CNY" },
    };
  });
  return { account, twoSided: false, restricted: false, positions: held };
}

/** What an order would do; the figures stand still. */
export function preview(market, order) {
  const sign = order.side === "sell" ? -1 : 1;
  const money = { currency: "CNY", fees: "1.28", marginBefore: "301140.00", marginAfter: "305330.00" };
  const free = { freeBefore: "3729870.04", freeAfter: "3725680.04" };
  return {
    ...{ account: order.account, symbol: order.symbol, side: order.side, error: null },
    ...{ order: null, averageFill: null, slippageTicks: null, ticksToLimit: 120, notional: "41900.00" },
    netIfFilled: 2 + sign * order.lots,
    positions: [{ symbol: order.symbol, longBefore: 2, longAfter: 2 + order.lots, shortBefore: 0, shortAfter: 0 }],
    funds: [{ ...money, ...free, marginWithOrdersBefore: "301140.00", marginWithOrdersAfter: "305330.00" }],
    commandSequence: market.seq,
    time: iso(market.now),
  };
}
