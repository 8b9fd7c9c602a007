// What an order would do, asked of the venue while it is being written; never twice at a time for one side.
import { useEffect, useRef, useState } from "react";
import { RequestFailed, send } from "../../api/client";
import type { Preview } from "../../api/trading";
import type { VenueError } from "../../api/types";
import { missing, request, type Side, type Ticket } from "../../ticket/order";

export interface Seen {
  preview: Preview | null;
  /** Why the venue cannot say: what is typed is no order. */
  fault: VenueError | null;
  /** It is of what stood there before. */
  old: boolean;
}

const waits = 200;
/** The market moves under a ticket that stands still. */
const again = 2000;

export function usePreview(ticket: Ticket, account: number, symbol: string | null, side: Side): Seen {
  const [seen, setSeen] = useState<Seen & { key: string }>({ key: "", preview: null, fault: null, old: true });
  const [beat, setBeat] = useState(0);
  const asking = useRef(false);
  const ready = symbol !== null && missing(ticket) === null;
  const key = ready ? JSON.stringify([ticket, account, symbol, side]) : "";
  useEffect(() => {
    if (!ready) return;
    const timer = setInterval(() => {
      if (!document.hidden && !asking.current) setBeat((b) => b + 1);
    }, again);
    return () => clearInterval(timer);
  }, [ready]);
  useEffect(() => {
    if (key === "" || symbol === null) return;
    let gone = false;
    const timer = setTimeout(() => {
      asking.current = true;
      const { clientOrderId: _, ...body } = request(ticket, account, symbol, side, "") as { clientOrderId: string };
      send<Preview>("POST", "v1/orders/preview", body)
        .then(
          (preview) => !gone && setSeen({ key, preview, fault: null, old: false }),
          (e: unknown) =>
            !gone && setSeen({ key, preview: null, fault: e instanceof RequestFailed ? e.fault : null, old: false }),
        )
        .finally(() => {
          asking.current = false;
        });
    }, waits);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
    // The ticket is in the key.
  }, [key, beat]);
  if (key === "") return { preview: null, fault: null, old: true };
  return { preview: seen.preview, fault: seen.fault, old: seen.key !== key };
}
