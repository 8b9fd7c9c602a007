// An amendment as a value: what would be sent, and what it does to the order's place in the queue (rule AMD-001).
import type { Instrument, OpenOrder } from "../api/types";
import { compare } from "../format/decimal";
import { takesOrders } from "./order";

export interface Amendment {
  price: string;
  /** All its lots, those traded included. */
  lots: string;
}

/** What an amendment would do, as far as the page can know before it is sent. */
export type Effect =
  | "nothing"
  /** Same price, fewer lots: it stays where it is, in every phase. */
  | "keeps"
  /** It leaves its place and enters again, behind all others of its price. */
  | "back"
  /** As above, and its price reaches the other side. */
  | "trades"
  /** As above, which a post-only order may not. */
  | "postOnly"
  /** It has no place in the book yet. */
  | "sleeps"
  /** Only fewer lots at the same price are taken now. */
  | "notNow"
  /** Not more than has traded. */
  | "traded";

const decimal = /^-?\d+(\.\d+)?$/;
const whole = /^[1-9]\d{0,9}$/;

export function amendmentOf(order: OpenOrder): Amendment {
  return { price: order.price ?? "", lots: String(order.lots) };
}

/** The field that cannot be read; null when all can. */
export function unreadable(order: OpenOrder, to: Amendment): keyof Amendment | null {
  if (order.price !== null && !decimal.test(to.price)) return "price";
  return whole.test(to.lots) ? null : "lots";
}

/** What a readable amendment would do. Without the instrument's row the other side is not known. */
export function effectOf(order: OpenOrder, to: Amendment, row?: Instrument): Effect {
  const samePrice = order.price === null || compare(to.price, order.price) === 0;
  const size = Number(to.lots);
  if (samePrice && size === order.lots) return "nothing";
  if (size <= order.filled) return "traded";
  if (samePrice && size < order.lots) return "keeps";
  if (row && !takesOrders(row.phase)) return "notNow";
  if (order.status === "sleeping") return "sleeps";
  const other = order.side === "buy" ? row?.ask : row?.bid;
  const reaches = other != null && compare(to.price, other) * (order.side === "buy" ? 1 : -1) >= 0;
  if (!reaches || row?.phase !== "continuous") return "back";
  return order.postOnly ? "postOnly" : "trades";
}

/** Only what changes is sent: what is absent stays as it is when the amendment arrives. */
export function amendRequest(order: OpenOrder, to: Amendment, account: number): object {
  return {
    account,
    ...(order.price !== null && compare(to.price, order.price) !== 0 ? { price: to.price } : {}),
    ...(Number(to.lots) !== order.lots ? { lots: Number(to.lots) } : {}),
  };
}
