// A request that changes something, and what its sender is shown meanwhile: sending, no answer yet, the answer.
import { useCallback, useRef, useState } from "react";
import { RequestFailed } from "../api/client";
import type { VenueError } from "../api/types";
import { alerts, refused } from "./alerts";

/** What the last request came to; a fault without words is a venue that does not answer. */
export type Told = { good: string } | { fault: VenueError | null } | null;

/** "sent": nothing need be said yet; "sending": it takes long enough to say so; "late": it may or may not be taken. */
export type Stage = "idle" | "sent" | "sending" | "late";

export const sendingAfter = 150;
export const lateAfter = 3000;
/** A second press within so long is the same press, even when the first has been answered. */
export const apart = 250;

export interface Request {
  told: Told;
  stage: Stage;
  /**
   * One at a time: what is asked while another is under way is not sent.
   * @param what tells requests of one form apart: a press soon after another one's is no double press.
   */
  run: (ask: () => Promise<string>, what?: string) => void;
  /** Tells what another part of the page did. */
  tell: (good: string) => void;
}

/**
 * Runs requests one at a time and is never repeated by itself.
 * @param done told after each answer, good or not: what is shown of orders is old then.
 */
export function useRequest(done?: () => void): Request {
  const [told, setTold] = useState<Told>(null);
  const [stage, setStage] = useState<Stage>("idle");
  const busy = useRef(false);
  const began = useRef({ what: "", at: -apart });
  const run = useCallback(
    (ask: () => Promise<string>, what = "") => {
      const now = performance.now();
      if (busy.current || (began.current.what === what && now - began.current.at < apart)) return;
      busy.current = true;
      began.current = { what, at: now };
      setTold(null);
      setStage("sent");
      const timers = [
        setTimeout(() => setStage("sending"), sendingAfter),
        setTimeout(() => setStage("late"), lateAfter),
      ];
      ask()
        .then(
          (good) => setTold({ good }),
          (e: unknown) => {
            const fault = e instanceof RequestFailed ? e.fault : null;
            setTold({ fault });
            // Its words stand, and are read aloud, where it was sent; the list keeps them.
            if (fault) alerts.add("refusal", refused(fault), null);
          },
        )
        .finally(() => {
          timers.forEach(clearTimeout);
          busy.current = false;
          setStage("idle");
          done?.();
        });
    },
    [done],
  );
  const tell = useCallback((good: string) => setTold({ good }), []);
  return { told, stage, run, tell };
}
