// Two-sided quotes as values: what is sent, what stands, and what takes them off (rules QTE-001 and QTE-002).
import type { Instrument, OpenOrder } from "../api/types";
import { compare } from "../format/decimal";

/** One line of a mass quote. A side without a price is not quoted. */
export interface Quote {
  symbol: string;
  bid: string;
  bidLots: string;
  ask: string;
  askLots: string;
}

export type QuoteField = "bid" | "bidLots" | "ask" | "askLots";

/** Most lines of one command. */
export const mostQuotes = 8;

const decimal = /^-?\d+(\.\d+)?$/;
const whole = /^[1-9]\d{0,9}$/;

/** What an account's quote in an instrument is now. */
export interface Standing {
  bid: OpenOrder | null;
  ask: OpenOrder | null;
}

/** The quotes among an account's live orders, by symbol. */
export function standingOf(orders: readonly OpenOrder[]): Map<string, Standing> {
  const found = new Map<string, Standing>();
  for (const order of orders) {
    if (!order.quote) continue;
    const before = found.get(order.symbol) ?? { bid: null, ask: null };
    found.set(order.symbol, order.side === "buy" ? { ...before, bid: order } : { ...before, ask: order });
  }
  return found;
}

/** A line as it stands, or an empty one of one lot a side. */
export function quoteOf(symbol: string, standing: Standing | undefined): Quote {
  return {
    symbol,
    bid: standing?.bid?.price ?? "",
    bidLots: String(standing?.bid?.remaining ?? 1),
    ask: standing?.ask?.price ?? "",
    askLots: String(standing?.ask?.remaining ?? 1),
  };
}

export const isEmpty = (quote: Quote) => quote.bid === "" && quote.ask === "";

/** The fields that keep a line from being sent; a bid that is not below the ask is both. */
export function faultsOf(quote: Quote): QuoteField[] {
  const faults: QuoteField[] = [];
  for (const side of ["bid", "ask"] as const) {
    if (quote[side] === "") continue;
    if (!decimal.test(quote[side])) faults.push(side);
    if (!whole.test(quote[`${side}Lots`])) faults.push(`${side}Lots`);
  }
  if (faults.length === 0 && quote.bid !== "" && quote.ask !== "" && compare(quote.bid, quote.ask) >= 0)
    faults.push("bid", "ask");
  return faults;
}

export const isReady = (quote: Quote) => !isEmpty(quote) && faultsOf(quote).length === 0;

function entry(quote: Quote): object {
  return {
    symbol: quote.symbol,
    ...(quote.bid === "" ? {} : { bid: quote.bid, bidLots: Number(quote.bidLots) }),
    ...(quote.ask === "" ? {} : { ask: quote.ask, askLots: Number(quote.askLots) }),
  };
}

/** The body of a mass quote: 1 to 8 lines. */
export function quoteRequest(quotes: readonly Quote[], account: number, clientOrderId: string): object {
  return { account, clientOrderId, quotes: quotes.map(entry) };
}

/** The bodies that take quotes off without putting others: no side is named. */
export function withdrawals(symbols: readonly string[], account: number, newId: () => string): object[] {
  const bodies: object[] = [];
  for (let i = 0; i < symbols.length; i += mostQuotes) {
    const quotes = symbols.slice(i, i + mostQuotes).map((symbol) => ({ symbol }));
    bodies.push({ account, clientOrderId: newId(), quotes });
  }
  return bodies;
}

/** Months that may be quoted: spreads may not (rule SPR-002). */
export const mayQuote = (row: Instrument) => !row.spread;

/** The month that quotes begin with: the chosen one, or the near leg of a chosen spread. */
export const quotedFirst = (row: Instrument) => row.spread?.near ?? row.symbol;

/** Which field of a protection cannot be read; null when both can. */
export function protectionFault(windowMilliseconds: string, mostLots: string): "window" | "lots" | null {
  if (!whole.test(windowMilliseconds) || Number(windowMilliseconds) > 3_600_000) return "window";
  return /^\d{1,10}$/.test(mostLots) ? null : "lots";
}
