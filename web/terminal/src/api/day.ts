// The end of a day as the venue tells it: settlement run, clearing steps, rankings; every figure computed there.

export type DayStage = "trading" | "awaiting" | "clearing" | "settled";

export interface SettlementInputs {
  lots: number;
  average: string | null;
  windowLots: number;
  windowAverage: string | null;
  hourLots: number;
  hourAverage: string | null;
  last: string | null;
  bid: string | null;
  ask: string | null;
  limitLow: string;
  limitHigh: string;
}

export interface Override {
  symbol: string;
  price: string;
  proposer: string;
  approver: string | null;
  reason: string;
  time: string;
  eventSequence: number;
}

export interface SettlementMonth {
  symbol: string;
  previous: string;
  price: string | null;
  change: string | null;
  proposed: string | null;
  tier: number;
  tierName: string;
  step: number;
  stepName: string;
  sum: string | null;
  weight: string | null;
  exact: string | null;
  fromSeconds: number;
  toSeconds: number;
  from: string | null;
  spread: string | null;
  inputs: SettlementInputs | null;
  tried: { step: number; stepName: string; price: string | null }[];
  overrides: Override[];
}

export interface SettlementSpread {
  symbol: string;
  near: string;
  far: string;
  lots: number;
  average: string;
}

export interface SettlementContract {
  contract: string;
  currency: string;
  steps: string[];
  rounding: string;
  windowSeconds: number;
  months: SettlementMonth[];
  spreads: SettlementSpread[];
}

export interface Amendment {
  reference: string;
  debit: string;
  debitAccount: number | null;
  credit: string;
  creditAccount: number | null;
  currency: string;
  amount: string;
  proposer: string;
  approver: string | null;
  reason: string;
  booked: string | null;
  time: string;
  eventSequence: number;
}

export interface SettlementPart {
  calendar: string;
  stage: DayStage;
  closed: string | null;
  due: string;
  published: string | null;
  digest: string | null;
  contracts: SettlementContract[];
  amendments: Amendment[];
}

export interface SettlementDay {
  day: string;
  asOf: number;
  time: string;
  parts: SettlementPart[];
}

export interface EndOfDayStep {
  step: number;
  name: string;
  time: string | null;
  commandSequence: number | null;
  count: number | null;
  total: number | null;
  told: { kind: string; count: number }[];
  sha256: string | null;
}

export interface RefusedStep {
  time: string;
  commandSequence: number;
  step: number;
  name: string;
  code: string;
  given: number;
  limit: number;
}

export interface DaySum {
  currency: string;
  accounts: number;
  before: string;
  moved: string;
  fees: string;
  variation: string;
  balance: string;
  difference: string;
  gains: string;
  losses: string;
  result: string;
  ledgerSum: string | null;
  balanced: boolean;
}

export interface EndOfDayPart {
  calendar: string;
  stage: DayStage;
  opened: string | null;
  closed: string | null;
  due: string;
  began: string | null;
  ended: string | null;
  digest: string | null;
  steps: EndOfDayStep[];
  refused: RefusedStep[];
  fallbacks: { symbol: string; tier: number; tierName: string; first: string }[];
  sums: DaySum[];
  positions: { longs: number; shorts: number; openInterest: number; balanced: boolean } | null;
  balanced: boolean | null;
}

export interface EndOfDay {
  day: string;
  asOf: number;
  time: string;
  parts: EndOfDayPart[];
}

export interface RankingRow {
  rank: number;
  kind: "member" | "account";
  owner: number;
  name: string;
  lots: number;
  change: number | null;
}

export interface RankingList {
  total: number;
  rows: RankingRow[];
}

export interface RankingTable {
  of: string;
  contract: string;
  volume: RankingList;
  longs: RankingList;
  shorts: RankingList;
}

export interface Rankings {
  day: string;
  asOf: number;
  time: string;
  places: number;
  tables: RankingTable[];
}
