// A bid of the spot market as a value: what is missing, what it would set aside, what is sent.
import type { SpotHour, SpotProduct } from "../api/spot";
import { divideHalfEven, places, scaled, unscaled } from "../format/decimal";

export type BidSide = "buy" | "sell";

export interface BidTicket {
  side: BidSide;
  /** The moment at which its first hour begins. */
  firstHour: string;
  hours: string;
  lots: string;
  limit: string;
  allOrNone: boolean;
}

export const blankBid: BidTicket = { side: "buy", firstHour: "", hours: "1", lots: "1", limit: "", allOrNone: false };

const decimal = /^\d{1,12}(\.\d+)?$/;
const whole = /^[1-9]\d{0,8}$/;

/** A ticket after one field changed: a divisible bid is of one hour. */
export function changedBid(ticket: BidTicket, part: Partial<BidTicket>): BidTicket {
  const next = { ...ticket, ...part };
  if (!next.allOrNone) next.hours = "1";
  return next;
}

/** What keeps a bid from being sent; null when nothing does. The venue judges the rest. */
export function missingBid(ticket: BidTicket): keyof BidTicket | null {
  if (Number.isNaN(Date.parse(ticket.firstHour))) return "firstHour";
  if (!whole.test(ticket.hours)) return "hours";
  if (!whole.test(ticket.lots)) return "lots";
  return decimal.test(ticket.limit) ? null : "limit";
}

/**
 * What a bid would set aside: a buyer his limit, a seller the product's deposit, for every lot in every hour. Exact;
 * null while something is missing.
 */
export function setAside(ticket: BidTicket, product: SpotProduct): string | null {
  if (missingBid(ticket) !== null) return null;
  const each = ticket.side === "buy" ? ticket.limit : product.collateral;
  const count = places(each);
  const value = scaled(each, count);
  return value === null ? null : unscaled(value * BigInt(ticket.lots) * BigInt(ticket.hours), count);
}

/** The body of the command. */
export function bidRequest(ticket: BidTicket, account: number, product: string, reference: number): object {
  return {
    account,
    product,
    side: ticket.side,
    reference,
    firstHour: ticket.firstHour,
    hours: Number(ticket.hours),
    lots: Number(ticket.lots),
    limit: ticket.limit,
    allOrNone: ticket.allOrNone,
  };
}

/** A number that the account has not used in this auction: the moment in milliseconds, above what waits. */
export function newReference(now: number, used: readonly number[]): number {
  return Math.max(Math.floor(now), ...used.map((n) => n + 1));
}

/** The hours that the next auction sells, as the moments at which they begin. */
export function hoursOf(product: SpotProduct): string[] {
  const first = Date.parse(product.firstHour);
  return Array.from({ length: product.hours }, (_, i) => hourText(first + i * 3_600_000));
}

/** A moment as the venue writes the begin of an hour. */
export function hourText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** "03-05 14:00", with the end of a window when it has more than one hour; UTC. */
export function windowText(firstHour: string, hours: number): string {
  const from = `${firstHour.slice(5, 10)} ${firstHour.slice(11, 16)}`;
  if (hours <= 1) return from;
  const end = hourText(Date.parse(firstHour) + hours * 3_600_000);
  const day = end.slice(5, 10) === firstHour.slice(5, 10) ? "" : `${end.slice(5, 10)} `;
  return `${from}–${day}${end.slice(11, 16)}`;
}

/** Days, hours, minutes and seconds until a moment, as "1 d 02:03:04"; zero when it has passed. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const clock = `${two(Math.floor(left / 3600) % 24)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  return left >= 86_400 ? `${Math.floor(left / 86_400)} d ${clock}` : clock;
}

/** Lots asked for at the cap that could not be served: rationed away, or in blocks that stayed out whole. */
export const shortOf = (hour: SpotHour) => hour.unserved + hour.unservedInBlocks;

/** Nothing was sold and nothing asked for at the cap: such an hour's price is of supply alone. */
export const isIdle = (hour: SpotHour) => hour.lots === 0 && shortOf(hour) === 0;

export interface AuctionFacts {
  lots: number;
  rationed: number;
  low: string | null;
  high: string | null;
  /** Weighed by lots, with the decimals of the prices, halves to even. */
  mean: string | null;
}

/** What an auction came to over all its hours; idle hours have no price. */
export function factsOf(hours: readonly SpotHour[]): AuctionFacts {
  const busy = hours.filter((h) => !isIdle(h));
  const count = Math.max(0, ...busy.map((h) => places(h.price)));
  const prices = busy.map((h) => scaled(h.price, count) ?? 0n);
  const lots = busy.reduce((sum, h) => sum + h.lots, 0);
  const worth = busy.reduce((sum, h, i) => sum + prices[i]! * BigInt(h.lots), 0n);
  const sorted = [...prices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const text = (value: bigint | undefined) => (value === undefined ? null : unscaled(value, count));
  return {
    lots,
    rationed: hours.filter((h) => shortOf(h) > 0).length,
    low: text(sorted[0]),
    high: text(sorted.at(-1)),
    mean: lots === 0 ? null : unscaled(divideHalfEven(worth, BigInt(lots)), count),
  };
}

/** The drawn part of a certificate in per cent, whole, rounded down: 100 only when all is drawn. */
export function drawnPercent(certificate: { drawn: number; units: number }): number {
  return certificate.units === 0 ? 0 : Math.floor((certificate.drawn / certificate.units) * 100);
}
