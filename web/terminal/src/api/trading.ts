// An account's own side of the market as the venue tells it: positions, funds, previews; and bars.
import type { VenueError } from "./types";

/** One side in one month. */
export interface Leg {
  symbol: string;
  side: "long" | "short";
  lots: number;
  today: number;
  carried: number;
  closable: number;
  /** Null where the contract does not tell today's lots from carried ones. */
  closableToday: number | null;
  closableCarried: number | null;
  averageOpen: string;
  averagePosition: string;
  /** The price at which the results were taken. */
  last: string;
  previousSettlement: string;
  sinceOpened: string;
  sinceSettlement: string;
  margin: string | null;
  currency: string;
}

export interface Funds {
  currency: string;
  balance: string;
  result: string;
  margin: string;
  marginWithOrders: string;
  frozenFees: string;
  free: string;
}

export interface Positions {
  account: number;
  twoSided: boolean;
  restricted: boolean;
  positions: Leg[];
  funds: Funds[];
  commandSequence: number;
  time: string;
}

/** What an order would do now. */
export interface Preview {
  account: number;
  symbol: string;
  side: "buy" | "sell";
  /** Why the venue would refuse it. */
  error: VenueError | null;
  order: {
    status: string;
    lots: number;
    filled: number;
    remaining: number;
    fills: { price: string; lots: number }[];
  } | null;
  averageFill: string | null;
  slippageTicks: string | null;
  ticksToLimit: number | null;
  notional: string | null;
  netIfFilled: number | null;
  positions: { symbol: string; longBefore: number; longAfter: number; shortBefore: number; shortAfter: number }[];
  funds: {
    currency: string;
    fees: string;
    marginBefore: string;
    marginAfter: string;
    marginWithOrdersBefore: string;
    marginWithOrdersAfter: string;
    freeBefore: string;
    freeAfter: string;
  }[];
  commandSequence: number;
  time: string;
}

export interface Bar {
  start: string;
  open: string | null;
  high: string | null;
  low: string | null;
  close: string | null;
  volume: number;
  trades: number;
  sequence: number;
}

/** What became of a request, asked by its own id. */
export interface Fate {
  orderState: "accepted" | "unknown";
  order: { order: number; status: string; lots: number; filled: number; remaining: number } | null;
  final: boolean;
}
