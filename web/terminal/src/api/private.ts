// What the stream tells of one account: orders, fills, positions and balances as they change.
import type { OpenOrder, StatementCash } from "./types";

/** An order as it stands after a change, dead or alive. */
export interface OrderNow extends Omit<OpenOrder, "status"> {
  status: "accepted" | "resting" | "partly filled" | "sleeping" | "filled" | "cancelled";
}

export interface OrderChange {
  /** Of the market event, the same on every door. */
  sequence: number;
  time: string;
  event: "accepted" | "resting" | "filled" | "amended" | "reduced" | "woken" | "cancelled";
  /** Why lots left without trading; null otherwise. */
  reason: string | null;
  /** trade null: a spread, whose legs are fills. */
  fill: { trade: number | null; price: string; lots: number } | null;
  order: OrderNow;
}

export interface AccountFill {
  sequence: number;
  time: string;
  trade: number;
  order: number | null;
  clientOrderId: string | null;
  symbol: string;
  side: "buy" | "sell";
  price: string;
  lots: number;
  /** Lots that opened; the others closed. */
  opened: number;
  fee: string;
  currency: string;
  liquidity: "maker" | "taker" | "auction";
  origin: string;
}

/** Net lots, below zero short; what is flat is not there. */
export interface OpenPosition {
  symbol: string;
  lots: number;
}

export type Balance = StatementCash;

export interface OpenCall {
  currency: string;
  amount: string;
  day: string;
  issued: string;
  deadline: string;
  missed: boolean;
  /** clearing, intraday. */
  kind: string;
  /** issued, acknowledged, overdue. */
  state: string;
  acknowledged: string | null;
  person: string | null;
}

/** Margin calls of an account. */
export interface MarginCalls {
  account: number;
  /** A call was missed: the account may only close. */
  restricted: boolean;
  calls: OpenCall[];
}
