// The screen held still: market numbers are told no more until it goes on; orders, alerts and the connection are.
import { useCallback } from "react";
import { useTopic, useVenue } from "./venue";

export interface Frozen {
  /** Reading of the page's clock when it began, milliseconds; null: the numbers move. */
  since: number | null;
  toggle: () => void;
}

export function useFrozen(): Frozen {
  const { store } = useVenue();
  const since = useTopic("frozen", (s) => s.frozenAt);
  const toggle = useCallback(() => store.freeze(store.frozenAt === null ? performance.now() : null), [store]);
  return { since, toggle };
}
