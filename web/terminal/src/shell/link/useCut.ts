// A cut of the connection from its beginning to what the venue tells of it afterwards.
import { useEffect, useState } from "react";
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

/** Null until a cut that an account lived through is over; then what happened, until it is read. */
export function useCut(account: number | null): [Cut | null, () => void] {
  const { store } = useVenue();
  const link = useTopic("link", (s) => s.link);
  const [cut, setCut] = useState<Cut | null>(null);
  useEffect(() => {
    if (link.state !== "live" || account === null) return;
    const begun = store.own.takeCut(account);
    if (begun === null) return;
    const after = { seconds: Math.round((performance.now() - begun.at) / 1000), account };
    const cancels = store.own.cancelsOnCut;
    get<{ items: OrderChange[] }>(`v1/replay/orders:${account}?from=${begun.seq + 1}`).then(
      ({ items }) => setCut({ ...after, cancels, told: meanwhile(items) }),
      () => setCut({ ...after, cancels, told: null }),
    );
  }, [link, account, store]);
  return [cut, () => setCut(null)];
}
