// How panels hear one account: its live orders, fills, positions and balances, as they change.
import type { AccountFill, Balance, OpenPosition, OrderNow } from "../api/private";
import type { VenueError } from "../api/types";
import type { PrivateStore } from "../store/private";
import { useChannel, useTopic } from "./venue";

export interface Own<T> {
  /** Null until the first snapshot. */
  data: readonly T[] | null;
  /** Something is missing and was asked for again. */
  resyncing: boolean;
  /** Why the venue does not tell it. */
  fault: VenueError | null;
}

function useOwn<T>(
  kind: "orders" | "fills" | "positions" | "balances",
  account: number | null,
  read: (own: PrivateStore, account: number) => readonly T[] | null,
): Own<T> {
  const channel = account === null ? null : `${kind}:${account}`;
  useChannel(channel);
  const topic = channel ?? "none";
  return {
    data: useTopic(topic, (s) => (account === null ? null : read(s.own, account))),
    resyncing: useTopic(topic, (s) => channel !== null && s.own.resyncing.has(channel)),
    fault: useTopic(topic, (s) => (channel === null ? null : s.own.fault(channel))),
  };
}

/** Live orders, oldest first. */
export const useOrders = (account: number | null): Own<OrderNow> =>
  useOwn("orders", account, (own, of) => own.orders(of));

/** The newest fills, newest first. */
export const useFills = (account: number | null): Own<AccountFill> =>
  useOwn("fills", account, (own, of) => own.fills(of));

/** Net lots by month. */
export const usePositions = (account: number | null): Own<OpenPosition> =>
  useOwn("positions", account, (own, of) => own.positions(of));

/** Money of the open day by currency. */
export const useBalances = (account: number | null): Own<Balance> =>
  useOwn("balances", account, (own, of) => own.balances(of));
