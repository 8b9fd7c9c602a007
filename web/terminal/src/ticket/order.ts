// An order ticket as a value: which fields go together, and what is sent. Nothing here knows the page.
import type { Phase } from "../api/types";

export const types = ["limit", "market", "market-to-limit", "stop", "stop-limit"] as const;
export const lives = ["day", "fak", "fok", "gtc", "gtd", "at-the-open", "at-the-close"] as const;

export type OrderType = (typeof types)[number];
export type Life = (typeof lives)[number];
export type Side = "buy" | "sell";

export interface Ticket {
  type: OrderType;
  life: Life;
  price: string;
  stopPrice: string;
  lots: string;
  display: string;
  minimum: string;
  expires: string;
  postOnly: boolean;
  closeOnly: boolean;
  hedge: boolean;
}

export const blank: Ticket = {
  type: "limit",
  life: "day",
  price: "",
  stopPrice: "",
  lots: "1",
  display: "",
  minimum: "",
  expires: "",
  postOnly: false,
  closeOnly: false,
  hedge: false,
};

/** Phases in which orders are taken (rule ORD-005); cancels always are. */
export const takesOrders = (phase: Phase) =>
  phase !== "closed" && phase !== "pause" && phase !== "halted" && phase !== "cancel-only";

/** The types that an instrument takes: a spread takes limit orders only (rule SPR-002). */
export const typesOf = (spread: boolean): readonly OrderType[] => (spread ? ["limit"] : types);

/** The lives that a type may have (rule ORD-007), in a spread (rule SPR-002). */
export function livesOf(type: OrderType, spread = false): readonly Life[] {
  if (spread) return ["day", "fak", "fok"];
  if (type === "limit") return lives;
  return type === "market" ? ["day", "fak", "fok"] : ["day", "gtc", "gtd"];
}

export const hasPrice = (ticket: Ticket) => ticket.type === "limit" || ticket.type === "stop-limit";
export const hasStop = (ticket: Ticket) => ticket.type === "stop" || ticket.type === "stop-limit";
export const mayRest = (ticket: Ticket) =>
  ticket.type === "limit" && (ticket.life === "day" || ticket.life === "gtc" || ticket.life === "gtd");
export const mayAskMinimum = (ticket: Ticket) =>
  ticket.life === "fak" && (ticket.type === "limit" || ticket.type === "market");

/** A ticket after one field changed: what no longer goes with the rest is as it was at the beginning. */
export function changed(ticket: Ticket, part: Partial<Ticket>): Ticket {
  const next = { ...ticket, ...part };
  if (!livesOf(next.type).includes(next.life)) next.life = "day";
  if (!mayRest(next)) [next.display, next.postOnly] = ["", false];
  if (!mayAskMinimum(next)) next.minimum = "";
  return next;
}

/** What keeps a ticket from being sent: the field that is missing or no number; null when nothing does. */
export function missing(ticket: Ticket): keyof Ticket | null {
  const decimal = /^-?\d+(\.\d+)?$/;
  const whole = /^[1-9]\d{0,9}$/;
  if (hasPrice(ticket) && !decimal.test(ticket.price)) return "price";
  if (hasStop(ticket) && !decimal.test(ticket.stopPrice)) return "stopPrice";
  if (!whole.test(ticket.lots)) return "lots";
  if (ticket.display !== "" && !whole.test(ticket.display)) return "display";
  if (ticket.minimum !== "" && !whole.test(ticket.minimum)) return "minimum";
  if (ticket.life === "gtd" && !/^\d{4}-\d{2}-\d{2}$/.test(ticket.expires)) return "expires";
  return null;
}

/** The body of the request. Only fields that go with the type and life are in it. */
export function request(ticket: Ticket, account: number, symbol: string, side: Side, clientOrderId: string): object {
  return {
    account,
    symbol,
    side,
    type: ticket.type,
    timeInForce: ticket.life,
    lots: Number(ticket.lots),
    clientOrderId,
    ...(hasPrice(ticket) ? { price: ticket.price } : {}),
    ...(hasStop(ticket) ? { stopPrice: ticket.stopPrice } : {}),
    ...(ticket.display !== "" ? { display: Number(ticket.display) } : {}),
    ...(ticket.minimum !== "" ? { minimum: Number(ticket.minimum) } : {}),
    ...(ticket.life === "gtd" ? { expires: ticket.expires } : {}),
    ...(ticket.postOnly ? { postOnly: true } : {}),
    ...(ticket.closeOnly ? { closeOnly: true } : {}),
    ...(ticket.hedge ? { hedge: true } : {}),
  };
}

/** A client order id that this page has not used: the moment, and a part by chance. */
export function newId(now: number, chance: number): string {
  return `web-${now.toString(36)}-${Math.floor(chance * 36 ** 4)
    .toString(36)
    .padStart(4, "0")}`;
}
