// Alerts of one's own, kept in the browser: a figure of the market against a bound.
import type { IndexSummary, Instrument } from "../../api/types";
import { compare, minus } from "../../format/decimal";
import { ticksOf } from "../../format/ticks";

export const kinds = ["price", "spread", "basis", "interest", "limit", "index"] as const;
export type Kind = (typeof kinds)[number];
export type Way = "above" | "below";

export interface Alert {
  id: string;
  kind: Kind;
  symbol: string;
  way: Way;
  /** Price, basis: a decimal; spread and distance to the limit: ticks; open interest: lots; index: days. */
  bound: string;
}

export interface Facts {
  row: Instrument | undefined;
  index: IndexSummary | undefined;
  /** The day of the instrument's calendar. */
  day: string | null;
}

/** The figure that an alert watches now; null: it is not there. */
export function figureOf(kind: Kind, { row, index, day }: Facts): string | null {
  if (!row) return null;
  switch (kind) {
    case "price":
      return row.last;
    case "spread": {
      const [bid, ask] = [ticksOf(row.bid, row.tickSize), ticksOf(row.ask, row.tickSize)];
      return bid === null || ask === null ? null : String(ask - bid);
    }
    case "basis":
      return index?.value ? minus(row.last, index.value) : null;
    case "interest":
      return String(row.openInterest);
    case "limit": {
      const last = ticksOf(row.last, row.tickSize);
      const [low, high] = [ticksOf(row.limitLow, row.tickSize), ticksOf(row.limitHigh, row.tickSize)];
      if (last === null || low === null || high === null) return null;
      return String(Math.min(last - low, high - last));
    }
    case "index":
      return index?.day && day ? String(Math.round((Date.parse(day) - Date.parse(index.day)) / 86_400_000)) : null;
  }
}

export function isTrue(alert: Alert, facts: Facts): boolean {
  const figure = figureOf(alert.kind, facts);
  if (figure === null) return false;
  const c = compare(figure, alert.bound);
  return alert.way === "above" ? c >= 0 : c <= 0;
}

const bounds: Record<Kind, RegExp> = {
  price: /^-?\d{1,12}(\.\d{1,8})?$/,
  basis: /^-?\d{1,12}(\.\d{1,8})?$/,
  spread: /^\d{1,9}$/,
  interest: /^\d{1,12}$/,
  limit: /^\d{1,9}$/,
  index: /^\d{1,4}$/,
};

export const isBound = (kind: Kind, bound: string) => bounds[kind].test(bound);

const key = "tokenbourse.trade.alerts";

export function readAlerts(text: string | null): Alert[] {
  try {
    const kept = JSON.parse(text ?? "[]") as Partial<Alert>[];
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (a): a is Alert =>
        typeof a?.id === "string" &&
        typeof a.symbol === "string" &&
        kinds.includes(a.kind as Kind) &&
        (a.way === "above" || a.way === "below") &&
        typeof a.bound === "string" &&
        isBound(a.kind as Kind, a.bound),
    );
  } catch {
    return [];
  }
}

export function keptAlerts(): Alert[] {
  try {
    return readAlerts(localStorage.getItem(key));
  } catch {
    return [];
  }
}

export function keepAlerts(alerts: readonly Alert[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(alerts));
  } catch {
    // A browser may forbid storage: then they last as long as the page.
  }
}
