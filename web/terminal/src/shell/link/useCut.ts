// A cut of the connection from its beginning to what the venue tells of it afterwards.
import { useEffect, useRef, useState } from "react";
import type { OrderChange } from "../../api/private";
import { get } from "../../api/client";
import { useTopic, useVenue } from "../../state/venue";
import { meanwhile, type Meanwhile } from "./meanwhile";

export interface Cut {
  seconds: number;
  account: number;
  cancels: boolean;
  /** Null: it could not be read. */
  told: Meanwhile | null;
}

interface Begun {
  at: number;
  account: number;
  /** The last number of the account's orders that came. */
  seq: number;
}

/** Null until a cut that an account lived through is over; then what happened, until it is read. */
export function useCut(account: number | null): [Cut | null, () => void] {
  const { store } = useVenue();
  const link = useTopic("link", (s) => s.link);
  const begun = useRef<Begun | null>(null);
  const [cut, setCut] = useState<Cut | null>(null);
  useEffect(() => {
    if (link.state === "waiting" && begun.current === null && account !== null) {
      const seq = store.own.sequence(`orders:${account}`);
      if (seq !== null) begun.current = { at: performance.now(), account, seq };
    }
    if (link.state !== "live" || begun.current === null) return;
    const before = begun.current;
    begun.current = null;
    const after = { seconds: Math.round((performance.now() - before.at) / 1000), account: before.account };
    const cancels = store.own.cancelsOnCut;
    get<{ items: OrderChange[] }>(`v1/replay/orders:${before.account}?from=${before.seq + 1}`).then(
      ({ items }) => setCut({ ...after, cancels, told: meanwhile(items) }),
      () => setCut({ ...after, cancels, told: null }),
    );
  }, [link, account, store]);
  return [cut, () => setCut(null)];
}
