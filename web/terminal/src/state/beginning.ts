// The first picture by request; the stream then keeps it.
import { useCallback } from "react";
import { get } from "../api/client";
import type { IndexSummary, Instrument, Status } from "../api/types";
import { useVenue } from "./venue";

/** Asks for status, board and indexes; what the stream brought meanwhile stays. */
export function useBeginning(): () => void {
  const { store } = useVenue();
  return useCallback(() => {
    Promise.all([
      get<Status>("v1/status"),
      get<Instrument[]>("v1/instruments"),
      get<IndexSummary[]>("v1/indexes"),
    ]).then(
      ([status, instruments, indexes]) => {
        if (!store.status) store.setStatus(status);
        if (!store.boardKnown) store.setBoard(instruments);
        if (!store.indexes) store.setIndexes(indexes);
      },
      (error: unknown) => store.setFailure(error as Error),
    );
  }, [store]);
}
