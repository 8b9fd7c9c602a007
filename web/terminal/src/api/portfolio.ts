// An account's settled day as the venue tells it: profit explained, ledger, orders and fills, the paper and its files.
import type { OrderChange } from "./private";

interface DayOf {
  account: number;
  name: string;
  day: string;
  simulated: boolean;
  /** Sequence of the event that settled the day. */
  asOf: number;
}

/** A month's five parts add up to its result. */
export interface ProfitMonth {
  symbol: string;
  previousSettlement: string;
  settlement: string;
  finalPrice: string | null;
  carried: string;
  opened: string;
  closedCarried: string;
  closedToday: string;
  final: string;
  result: string;
  fees: string;
}

export interface ProfitCurrency {
  currency: string;
  equityBefore: string;
  equityAfter: string;
  change: string;
  carried: string;
  opened: string;
  closedCarried: string;
  closedToday: string;
  final: string;
  result: string;
  fees: string;
  cash: string;
  months: ProfitMonth[];
  movements: { kind: string; amount: string }[];
  checks: { name: string; holds: boolean }[];
  balanced: boolean;
}

/** Amount = (to - from) * lots * lot size, less for a short side. */
export interface ProfitLine {
  kind: string;
  side: "long" | "short";
  trade: number | null;
  openTrade: number | null;
  lots: number;
  priceFrom: string;
  priceTo: string;
  amount: string;
}

export interface Profit extends DayOf {
  currencies: ProfitCurrency[];
  lines: ProfitLine[];
}

export interface LedgerRow {
  sequence: number;
  time: string;
  reason: string;
  debit: number;
  credit: number;
  own: "debit" | "credit" | "both";
  symbol: string | null;
  amount: string;
  effect: string;
  balance: string;
}

export interface LedgerCurrency {
  currency: string;
  opening: string;
  credits: string;
  debits: string;
  closing: string;
  statementClosing: string;
  balanced: boolean;
  reasons: { reason: string; count: number; credits: string; debits: string; net: string }[];
  count: number;
  rows: LedgerRow[];
}

export interface AccountLedger extends DayOf {
  currencies: LedgerCurrency[];
  houseBalanced: boolean;
}

export interface DayFill {
  time: string;
  trade: number;
  order: number | null;
  symbol: string;
  side: "buy" | "sell";
  price: string;
  lots: number;
  opened: number;
  lotsClosedToday: number;
  lotsClosedCarried: number;
  turnover: string;
  fee: string;
  realized: string;
  currency: string;
  origin: string;
  hedge: boolean;
  forced: boolean;
}

export interface History extends DayOf {
  orders: OrderChange[];
  orderCount: number;
  fills: DayFill[];
  fillCount: number;
  sums: { currency: string; bought: number; sold: number; turnover: string; fees: string; realized: string }[];
}

/** A word of a paper. */
export interface PaperWord {
  en: string;
  zh: string;
}

export interface PaperPair {
  name: PaperWord;
  value: PaperWord;
}

/** Pairs, or a table; the other is empty. */
export interface PaperSection {
  title: PaperWord;
  pairs: PaperPair[];
  columns: { name: PaperWord; right: boolean }[];
  rows: PaperWord[][];
  total: PaperWord[] | null;
}

/** The settlement statement, cell by cell that of its files. */
export interface PaperLayout {
  title: PaperWord;
  heads: PaperPair[];
  sections: PaperSection[];
  foot: string;
}

export interface Reports {
  day: string;
  of: string;
  files: { file: string; rows: number; sha256: string }[];
  checks: { name: string; holds: boolean }[];
}
