// Whether a click may send an order: off at the beginning, and off again at every doubt.
import { useCallback, useEffect, useState } from "react";
import { inReplay } from "../../replay/root";
import { useFreshness, useTopic } from "../../state/venue";

export type Disarmed = "start" | "symbol" | "stale" | "link" | "escape" | "hidden" | "hand" | "replay";

export interface Arming {
  armed: boolean;
  /** Why it is not. */
  why: Disarmed;
  /** False: it may not be armed now. */
  mayArm: boolean;
  arm: () => void;
  disarm: (why: Disarmed) => void;
}

/** A tab that was hidden for longer has been left. */
export const hiddenFor = 60_000;

/** @param may whether the user may order at all. */
export function useArming(symbol: string | null, may: boolean): Arming {
  const [state, setState] = useState<{ armed: boolean; why: Disarmed; symbol: string | null }>({
    armed: false,
    why: "start",
    symbol,
  });
  const fresh = useFreshness();
  const link = useTopic("link", (s) => s.link.state);
  const disarm = useCallback(
    (why: Disarmed) => setState((s) => (s.armed ? { ...s, armed: false, why } : s)),
    [],
  );
  useEffect(() => {
    setState((s) => (s.symbol === symbol ? s : { armed: false, why: s.symbol === null ? "start" : "symbol", symbol }));
  }, [symbol]);
  useEffect(() => {
    if (fresh === "stale") disarm("stale");
  }, [fresh, disarm]);
  useEffect(() => {
    if (link !== "live") disarm("link");
  }, [link, disarm]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turned = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => disarm("hidden"), hiddenFor);
    };
    document.addEventListener("visibilitychange", turned);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", turned);
    };
  }, [disarm]);
  // The symbol may have changed in this very rendering: what was armed for the other one does not count.
  const replay = inReplay();
  const can = may && !replay && fresh !== "stale" && link === "live";
  const armed = can && state.armed && state.symbol === symbol;
  return {
    armed,
    why: replay ? "replay" : state.symbol === symbol ? state.why : "symbol",
    mayArm: can && symbol !== null,
    arm: () => setState({ armed: true, why: "hand", symbol }),
    disarm,
  };
}
