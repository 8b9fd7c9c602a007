// An account's live orders: asked again after each own request, and every few seconds while venue time moves,
// because others trade with what rests.
import type { OpenOrder } from "../api/types";
import { useFetched, useTopic, type Fetched } from "./venue";

const every = 5000;

/** Rises while venue time moves: papers of an account are asked again with it. */
export function useBeat(): number {
  return useTopic("status", (s) => Math.floor(Date.parse(s.time ?? "") / every));
}

/** @param count rises with each own request. */
export function useLiveOrders(account: number | null, count: number): Fetched<OpenOrder[]> {
  const beat = useBeat();
  return useFetched<OpenOrder[]>(account === null ? null : `v1/accounts/${account}/orders`, `${count} ${beat}`);
}
