// The clearing desk's documents as the venue makes them: every amount computed there, as text.

export interface Run {
  run: string;
  time: string;
  asOf: number;
  hash: string;
  settled: { calendar: string; day: string; time: string; digest: string }[];
  next: { calendar: string; day: string; due: string; phase: string; stepsDone: number }[];
}

export interface LimitUse {
  symbol: string;
  side: string;
  lots: number;
  limit: number;
  percent: string | null;
}

export interface Row {
  member: number | null;
  account: number | null;
  name: string;
  kind: string;
  currency: string;
  margin: string;
  withOrders: string;
  variation: string;
  addOns: string;
  pledged: string;
  counted: string;
  cash: string;
  fund: string;
  excess: string;
  deficit: string;
  limitUse: LimitUse | null;
  stressLoss: string;
  stressCase: string;
  state: string;
  deadline: string | null;
  accounts: number;
}

export interface Total {
  currency: string;
  margin: string;
  prefunded: string;
  exchangeCapital: string;
  riskReserve: string;
  contributions: string;
  coverOne: string;
  coverTwo: string;
  worstCase: string;
  usePercent: string | null;
  ledger: string;
}

export interface Overview {
  run: Run;
  totals: Total[];
  members: Row[];
  balanced: boolean;
}

export interface Position {
  account: number;
  symbol: string;
  currency: string;
  longLots: number;
  shortLots: number;
  previousSettlement: string;
  last: string;
  variation: string;
  margin: string | null;
}

export interface Member {
  run: Run;
  member: number;
  name: string;
  kind: string;
  state: string;
  totals: Row[];
  accounts: Row[];
  positions: Position[];
}

export interface TraceLine {
  symbol: string;
  side: string;
  lots: number;
  price: string;
  tickSize: string;
  tickValue: string;
  ratePercent: string;
  askedPercent: string;
  atHouse: string;
  amount: string;
  formula: string;
}

export interface Scenario {
  unit: string;
  number: number;
  meaning: string;
  loss: string;
  binding: boolean;
}

export interface RuleTrace {
  rule: string;
  inForce: boolean;
  group: string;
  version: number;
  total: string;
  parts: { code: string; counted: boolean; unit: string; amount: string; evidence: string }[];
  scenarios: Scenario[];
  cells: { symbol: string; unit: string; netLots: number; loss: string[] }[];
}

export interface Trace {
  run: Run;
  account: number;
  name: string;
  member: number | null;
  hedge: boolean;
  markUpPercent: string;
  currencies: {
    currency: string;
    required: string;
    withOrders: string;
    together: string;
    lines: TraceLine[];
    rules: RuleTrace[];
  }[];
}

export interface Call {
  account: number;
  name: string;
  member: number | null;
  currency: string;
  day: string;
  amount: string;
  issued: string;
  deadline: string;
  /** clearing: a day's clearing opened it; intraday: a run within a day. */
  kind: string;
  /** issued, acknowledged, overdue, paid. */
  state: string;
  acknowledged: string | null;
  person: string | null;
  /** What it stood at when it was acknowledged. */
  seenAmount: string | null;
  missed: string | null;
  ended: string | null;
  restricted: boolean;
}

/** A run of calls within the day. */
export interface CallRun {
  time: string;
  calendar: string;
  day: string;
  accounts: number;
  opened: number;
  repeated: number;
  met: number;
}

/** Who lacks money now: a run would call it. */
export interface Short {
  account: number;
  name: string;
  member: number | null;
  currency: string;
  missing: string;
  called: string | null;
}

export interface Calls {
  run: Run;
  /** How long a call within the day is open; null: the house makes none. */
  intradayMinutes: number | null;
  short: Short[];
  runs: CallRun[];
  calls: Call[];
}

export interface WhatIf {
  run: Run;
  account: number | null;
  rows: { symbol: string; side: string; lots: number; previousSettlement: string }[];
  currencies: {
    currency: string;
    rules: { rule: string; inForce: boolean; before: string; after: string; difference: string }[];
    after: RuleTrace[];
  }[];
}

export interface MemberAmount {
  member: number | null;
  name: string;
  amount: string;
}

export interface StressCase {
  kind: string;
  scenario: string;
  case: string;
  nameEn: string;
  nameZh: string;
  moves: string;
  coverOne: string;
  coverTwo: string;
  covered: boolean;
  members: MemberAmount[];
}

export interface Stress {
  run: Run;
  currencies: {
    currency: string;
    prefunded: string;
    worst: number;
    cases: StressCase[];
    reverse: {
      contract: string;
      direction: string;
      movePercent: string | null;
      boundPercent: string;
      coverTwo: string;
    }[];
    fund: string;
    skin: string;
    contributions: MemberAmount[];
  }[];
}

export interface CoverageSeries {
  kind: string;
  subject: string;
  name: string;
  side: string;
  currency: string;
  days: number;
  breaches: number;
  expected: string;
  coveragePercent: string;
  kupiec: string;
  christoffersen: string;
  zone: string;
  breachList: { day: string; next: string; symbol: string; margin: string; loss: string; excess: string }[];
}

export interface Coverage {
  run: Run;
  level: string;
  days: number;
  series: CoverageSeries[];
}

export interface Holder {
  account: number;
  name: string;
  member: number | null;
  side: string;
  lots: number;
  sharePercent: string;
  days: string | null;
  addOn: string | null;
  inForce: boolean;
}

export interface Concentration {
  run: Run;
  averageDays: number;
  participationPercent: string;
  months: {
    symbol: string;
    currency: string;
    openInterest: number;
    averageVolume: string;
    topFivePercent: string | null;
    holders: Holder[];
  }[];
}

export interface Waterfall {
  run: Run;
  scenario: string;
  case: string;
  moves: string;
  fund: string;
  currencies: {
    currency: string;
    loss: string;
    used: string;
    uncovered: string;
    layers: {
      layer: string;
      available: string;
      used: string;
      left: string;
      usePercent: string | null;
      parts: { account: number; name: string; available: string; used: string; replenish: string; lossLeft: string }[];
    }[];
  }[];
}

export interface Ledger {
  run: Run;
  proof: { currency: string; credits: string; debits: string; sum: string; balanced: boolean }[];
  balances: {
    code: number;
    name: string;
    owner: number;
    ownerName: string;
    currency: string;
    before: string;
    moved: string;
    balance: string;
  }[];
  journal: {
    sequence: number;
    time: string;
    journal: number;
    debitCode: number;
    debitOwner: number;
    creditCode: number;
    creditOwner: number;
    currency: string;
    amount: string;
    symbol: string | null;
    reason: string;
  }[];
  from: number;
  complete: boolean;
}
