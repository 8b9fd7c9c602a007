// The account's positions, asked for again while they live: one question at a time, and the last answer stays.
import { useCallback, useEffect, useRef, useState } from "react";
import { get } from "../api/client";
import type { Positions } from "../api/trading";
import type { Fetched } from "./venue";

/** Between an answer and the next question, milliseconds; an own order or fill asks at once. */
const every = 2000;

/** @param version rises with what happens to the account. */
export function usePositions(account: number | null, version: string): Fetched<Positions> {
  const [held, setHeld] = useState<{ account: number; data: Positions | null; error: Error | null } | null>(null);
  const busy = useRef<number | null>(null);
  const again = useRef(false);
  const ask = useCallback((of: number) => {
    if (busy.current === of) {
      again.current = true;
      return;
    }
    busy.current = of;
    const answered = (data: Positions | null, error: Error | null) => {
      if (busy.current !== of) return;
      busy.current = null;
      setHeld((before) => ({ account: of, data: data ?? (before?.account === of ? before.data : null), error }));
      if (!again.current) return;
      again.current = false;
      ask(of);
    };
    get<Positions>(`v1/accounts/${of}/positions`).then(
      (data) => answered(data, null),
      (error: unknown) => answered(null, error as Error),
    );
  }, []);
  useEffect(() => {
    if (account !== null) ask(account);
  }, [account, version, ask]);
  useEffect(() => {
    if (account === null) return;
    const timer = setInterval(() => {
      if (!document.hidden && busy.current === null) ask(account);
    }, every);
    return () => clearInterval(timer);
  }, [account, ask]);
  const current = held?.account === account ? held : null;
  return {
    data: current?.data ?? null,
    error: current?.error ?? null,
    loading: account !== null && current === null,
    retry: () => account !== null && ask(account),
  };
}
