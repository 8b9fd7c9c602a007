// What happened to an account's orders while the connection was cut, told by the venue's replay.
import type { OrderChange } from "../../api/private";
import type { Said } from "../../state/alerts";
import { venuesReason } from "../alerts/reasons";

export interface Meanwhile {
  fills: number;
  lots: number;
  /** Orders that the venue took off, by reason. */
  gone: { reason: Said; count: number }[];
  /** Orders that left for other reasons. */
  cancelled: number;
}

export function meanwhile(changes: readonly OrderChange[]): Meanwhile {
  const gone = new Map<string, { reason: Said; count: number }>();
  const sum = { fills: 0, lots: 0, cancelled: 0 };
  for (const change of changes) {
    if (change.fill) {
      sum.fills++;
      sum.lots += change.fill.lots;
    }
    if (change.event !== "cancelled") continue;
    const reason = venuesReason(change);
    if (reason === null) sum.cancelled++;
    else gone.set(reason.en, { reason, count: (gone.get(reason.en)?.count ?? 0) + 1 });
  }
  return { ...sum, gone: [...gone.values()] };
}
