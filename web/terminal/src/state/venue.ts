// How panels read the venue: live topics from the store, papers by request.
import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { get, RequestFailed } from "../api/client";
import { inReplay } from "../replay/root";
import type { Stream } from "../api/stream";
import type { MarketStore } from "../store/market";
import { onBeat } from "./beat";
import { paced } from "./paced";

export interface Venue {
  store: MarketStore;
  stream: Stream;
}

export const VenueContext = createContext<Venue | null>(null);

export function useVenue(): Venue {
  const venue = useContext(VenueContext);
  if (!venue) throw new Error("no venue around this panel");
  return venue;
}

/**
 * A value of the store, read again when its topic changed. It must be the same object while nothing changed.
 * @param every read no oftener than once in so many milliseconds: what streams would else be drawn in each frame.
 */
export function useTopic<T>(topic: string, read: (store: MarketStore) => T, every = 0): T {
  const { store } = useVenue();
  const subscribe = useCallback(
    (told: () => void) => {
      const pace = paced(told, every);
      const undo = store.subscribe(topic, pace.tell);
      return () => {
        undo();
        pace.stop();
      };
    },
    [store, topic, every],
  );
  return useSyncExternalStore(subscribe, () => read(store));
}

/** Hears a channel of the stream while the panel is on the page. */
export function useChannel(channel: string | null): void {
  const { stream } = useVenue();
  useEffect(() => (channel ? stream.hear(channel) : undefined), [stream, channel]);
}

export type Freshness = "fresh" | "slow" | "stale";

/** The venue says something every second; half a second more is the way and the tick of this clock. */
export const slowAfter = 1500;
export const staleAfter = 3000;

export function freshness(age: number): Freshness {
  return age > staleAfter ? "stale" : age > slowAfter ? "slow" : "fresh";
}

/** Whether what is shown may be trusted; told only when that changes. */
export function useFreshness(): Freshness {
  const { store } = useVenue();
  const [state, setState] = useState<Freshness>("fresh");
  useEffect(() => {
    return onBeat(() => setState(freshness(store.silence(performance.now()))));
  }, [store]);
  return state;
}

/**
 * The feed is old: an order would rest on prices that are gone; cancelling is always allowed. Or this is a replay, in
 * which nothing can be sent.
 */
export function useDisarmed(): boolean {
  const stale = useFreshness() === "stale";
  return stale || inReplay();
}

export interface Fetched<T> {
  data: T | null;
  error: Error | null;
  /** Nothing of this path has come yet. */
  loading: boolean;
  retry: () => void;
}

/** Between two requests for the same paper, milliseconds: prints may come fast under an accelerated clock. */
const leastInterval = 1500;

/**
 * A paper by request. Shown until the next one has come; asked for again when the version changes, but not
 * hastily. What is under way goes on then: a version that changes faster than the venue answers must not starve it.
 */
export function useFetched<T>(path: string | null, version: number | string = 0): Fetched<T> {
  const [held, setHeld] = useState<{ path: string; data: T | null; error: Error | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const asked = useRef({ path: "", at: 0 });
  const turns = useRef({ asked: 0, shown: 0 });
  const leave = useRef(new AbortController());
  useEffect(() => {
    leave.current = new AbortController();
    const { current } = leave;
    return () => current.abort();
  }, [path]);
  useEffect(() => {
    if (path === null) return;
    const { signal } = leave.current;
    const wait = asked.current.path === path ? Math.max(0, leastInterval - (performance.now() - asked.current.at)) : 0;
    const timer = setTimeout(() => {
      asked.current = { path, at: performance.now() };
      const turn = ++turns.current.asked;
      /** An answer that comes after a later one is old. */
      const late = () => {
        if (signal.aborted || turn < turns.current.shown) return true;
        turns.current.shown = turn;
        return false;
      };
      get<T>(path, signal).then(
        (data) => {
          if (!late()) setHeld({ path, data, error: null });
        },
        (error: unknown) => {
          if (!late())
            setHeld((before) => ({ path, data: before?.path === path ? before.data : null, error: error as Error }));
        },
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [path, version, attempt]);
  const current = held?.path === path ? held : null;
  return {
    data: current?.data ?? (current?.error ? null : (held?.data ?? null)),
    error: current?.error ?? null,
    loading: path !== null && current === null,
    retry: () => {
      asked.current.at = 0;
      setAttempt((n) => n + 1);
    },
  };
}

export function isMissing(error: Error | null): boolean {
  return error instanceof RequestFailed && error.status === 404;
}
