// The month that a page is about: as the address says, else the one with the most open interest.
import { useCallback, useEffect } from "react";
import type { Instrument } from "../api/types";
import { useTopic, useVenue } from "./venue";
import type { View } from "./view";

export interface BoardChoice {
  symbols: readonly string[];
  /** Null: none is listed, or the address names one that is not. */
  symbol: string | null;
  row: Instrument | undefined;
  choose: (symbol: string) => void;
  /** Chooses the first month of a product. */
  chooseContract: (contract: string) => void;
}

export function useBoard(view: View, change: (part: Partial<View>) => void): BoardChoice {
  const { store } = useVenue();
  const symbols = useTopic("board", (s) => s.symbols);
  const symbol = view.i !== null && symbols.includes(view.i) ? view.i : null;
  const row = symbol ? store.rows.get(symbol) : undefined;

  // Chosen once: it does not move when open interest does.
  useEffect(() => {
    if (symbol !== null || symbols.length === 0) return;
    const rows = symbols.map((s) => store.rows.get(s)).filter((r) => r !== undefined);
    const first = rows.reduce((a, b) => (b.contract === rows[0]!.contract && b.openInterest > a.openInterest ? b : a));
    change({ i: first.symbol });
  }, [symbol, symbols, store, change]);

  const choose = useCallback(
    (next: string) => {
      const product = store.rows.get(next)?.index;
      const before = view.i ? store.rows.get(view.i)?.index : undefined;
      change(product === before ? { i: next } : { i: next, ix: null, pd: null });
    },
    [store, view.i, change],
  );

  const chooseContract = useCallback(
    (contract: string) => {
      const first = symbols.find((s) => store.rows.get(s)?.contract === contract && !store.rows.get(s)?.spread);
      if (first) choose(first);
    },
    [symbols, store, choose],
  );

  return { symbols, symbol, row, choose, chooseContract };
}
