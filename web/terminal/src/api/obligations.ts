// A market maker's obligations as the venue tells them: what was agreed, and how far it is met.

export interface Agreement {
  agreement: string;
  contract: string;
  /** One month alone; null: see months. */
  month: string | null;
  /** So many of the nearest; null, as month: all. */
  months: number | null;
  spreadUnit: "ticks" | "percent";
  widestSpread: string;
  leastLots: number;
  leastPresencePercent: string;
  validFrom: string;
  validTo: string | null;
}

export type NowState = "met" | "too wide" | "too small" | "one-sided" | "no quote" | "no session";
export type TimeState = "met" | "short" | "no session";

export interface ObligationTime {
  state: TimeState;
  sessionNanoseconds: number;
  metNanoseconds: number;
  /** What is missing to the least presence of the time so far. */
  lackingNanoseconds: number;
  presencePercent: string | null;
  averageSpread: string | null;
  averageSize: string | null;
}

export interface Obligation {
  agreement: string;
  symbol: string;
  /** Null, as today: it does not hold today. */
  now: { state: NowState; bid: string | null; ask: string | null; spread: string | null; lots: number } | null;
  today: ObligationTime | null;
  monthToDate: ObligationTime;
  days: { day: string; time: ObligationTime }[];
}

export interface Obligations {
  account: number;
  name: string;
  simulated: boolean;
  isMaker: boolean;
  /** Null: no trading day has begun. */
  month: string | null;
  agreements: Agreement[];
  obligations: Obligation[];
  time: string;
  asOf: number;
}

export interface MakerObligations {
  month: string | null;
  makers: Obligations[];
  time: string;
  asOf: number;
}
