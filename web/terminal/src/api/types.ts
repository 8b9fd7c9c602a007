// What comes over the wire: prices and money decimal strings, lots whole numbers, times ISO in UTC, days yyyy-MM-dd.

export type Phase =
  | "closed"
  | "auction"
  | "continuous"
  | "pause"
  | "closing auction"
  | `${"volatility" | "resumption"} auction`
  | "halted"
  | "cancel-only";

/** Why an instrument is in its phase. */
export type PhaseCause = "none" | "calendar" | "operator" | "dynamic band" | "auction ended" | "limit ladder" | "legs";

export interface CalendarStatus {
  calendar: string;
  day: string | null;
  phase: Phase;
  nextChange: string | null;
}

export interface Status {
  venue: string;
  environment: string;
  seed: number | null;
  simulated: boolean;
  time: string;
  speed: number;
  calendars: CalendarStatus[];
  commandSequence: number;
  eventSequence: number;
  version: string;
  risk?: { silentSeconds: number; engaged: boolean; since: string | null } | null;
  access?: "open" | "identity";
  /** The number of the replay; null: this is the venue itself. */
  replay?: string | null;
}

export interface Instrument {
  instrument: number;
  symbol: string;
  contract: string;
  month: string;
  calendar: string;
  currency: string;
  nameEn: string;
  nameZh: string;
  unit: string;
  quote: string;
  lotSize: number;
  tickSize: string;
  priceDecimals: number;
  index: string;
  firstTradingDay: string;
  lastTradingDay: string;
  last: string | null;
  previousSettlement: string | null;
  settlement: string | null;
  bid: string | null;
  bidLots: number | null;
  ask: string | null;
  askLots: number | null;
  volume: number;
  openInterest: number;
  limitLow: string | null;
  limitHigh: string | null;
  phase: Phase;
  phaseCause?: PhaseCause;
  /** When an auction of set length ends. */
  phaseUntil?: string | null;
  /** What the auction would trade now; lots zero: nothing crosses. */
  indicativePrice?: string | null;
  indicativeLots?: number | null;
  /** Bought less sold at that price. */
  indicativeSurplus?: number | null;
  spread?: Legs | null;
  expired?: boolean;
}

/** What one lot of a spread buys (near) and sells (far); its price is nearWeight * near - farWeight * far in ticks. */
export interface Legs {
  spread: string;
  near: string;
  far: string;
  nearLots: number;
  farLots: number;
  nearWeight: number;
  farWeight: number;
}

export interface Level {
  price: string;
  lots: number;
  orders: number;
}

export interface DepthDelta {
  bids: Level[];
  asks: Level[];
  last?: string | null;
  lastLots?: number | null;
}

export interface Trade {
  /** Null for a spread: its legs have numbers. */
  trade: number | null;
  /** Number in the instrument's market data. */
  sequence: number;
  time: string;
  price: string;
  lots: number;
  aggressor: "buy" | "sell" | "auction";
  /** How it came about; of a "spread leg" the price is agreed, not discovered: it is no last price. */
  origin?: string;
  /** What it did to positions, in English and as a Chinese tape says it. */
  nature?: string | null;
  natureZh?: string | null;
  simulated: boolean;
}

export interface IndexSummary {
  index: string;
  nameEn: string;
  nameZh: string;
  unit: string;
  currency: string;
  decimals: number;
  version: number;
  day: string | null;
  value: string | null;
  tier: number | null;
  tierName: string | null;
}

export interface IndexPoint {
  day: string;
  value: string | null;
  tier: number;
  version: number;
}

export interface IndexHistory {
  index: string;
  unit: string;
  currency: string;
  decimals: number;
  note: string;
  points: IndexPoint[];
}

export interface Constituent {
  name: string;
  value: string | null;
  weightPpm: number;
  observations: number[];
  reason: string;
}

export interface Observation {
  sequence: number;
  seen: string;
  effective: string;
  seller: string;
  maker: string;
  item: string;
  class: string;
  price: string | null;
  currency: string;
  unit: string;
  source: string;
}

export interface Print {
  index: string;
  version: number;
  day: string;
  value: string | null;
  decimals: number;
  unit: string;
  currency: string;
  tier: number;
  tierName: string;
  used: Constituent[];
  leftOut: Constituent[];
  observations: Observation[];
  diagnostics?: Diagnostics;
}

export interface ShadowReading {
  index: string;
  day: string;
  divergence: number;
  alarm: boolean;
}

/** What a tier of deals did to a print. */
export interface TierReading {
  tier: string;
  weight: number;
  share: number;
  rows: number;
  /** The print without it; absent: there would be none, and why says so. */
  without?: number;
  effect?: number;
  why?: string;
}

/** How broad and how firm a print is; what does not apply is absent. */
export interface Diagnostics {
  contributors: number;
  effectiveNumber: number;
  largestShare: number;
  coverage?: number;
  deals?: number;
  simulated?: boolean;
  shadows?: ShadowReading[];
  tiers?: TierReading[];
}

export interface CurvePoint {
  symbol: string;
  month: string;
  lastTradingDay: string;
  settlement: string | null;
  last: string | null;
  bid: string | null;
  ask: string | null;
  openInterest: number;
}

export interface Curve {
  contract: string;
  currency: string;
  quote: string;
  index: { index?: string; day: string | null; value: string | null };
  points: CurvePoint[];
}

export interface BulletinMonth {
  symbol: string;
  settlement: string;
  previous: string;
  change: string;
  tier: number;
  tierName: string;
  volume: number;
  openInterest: number;
  finalPrice: string | null;
}

export interface BulletinContract {
  contract: string;
  calendar: string;
  currency: string;
  months: BulletinMonth[];
  volume: number;
  openInterest: number;
  fees: string;
  variationGains: string;
  variationLosses: string;
  marginRequired: string;
  marginCalls: string;
}

export interface Bulletin {
  day: string;
  simulated: boolean;
  contracts: BulletinContract[];
  spreads: { symbol: string; calendar: string; last: string; volume: number; implied: number }[];
  reconciliation: {
    positions: number;
    cash: Record<string, string>;
    variation: Record<string, string>;
    balanced: boolean;
  };
  digest: string;
}

export interface Account {
  account: number;
  name: string;
  role: string;
  simulated: boolean;
}

export interface StatementCash {
  currency: string;
  opening: string;
  deposits: string;
  corrections: string;
  variation: string;
  finalSettlement: string;
  fees: string;
  closing: string;
  margin: string;
  available: string;
  marginCall: string;
  /** What the spot market and supply contracts did to the balance; null: nothing. */
  spot: import("./spot").SpotCash | null;
}

export interface Statement {
  account: number;
  name: string;
  day: string;
  simulated: boolean;
  currencies: StatementCash[];
  positions: {
    symbol: string;
    lots: number;
    settlement: string;
    variation: string;
    currency?: string;
  }[];
  trades: {
    time: string;
    symbol: string;
    side: "buy" | "sell";
    price: string;
    lots: number;
    fee: string;
    trade: number;
    origin?: string;
    forced?: boolean;
  }[];
}

/** What became of an order. */
export interface OrderAnswer {
  order: number;
  clientOrderId: string;
  status: "resting" | "partly filled" | "sleeping" | "filled" | "cancelled";
  lots: number;
  filled: number;
  remaining: number;
}

/** A live order of an account. */
export interface OpenOrder {
  order: number;
  clientOrderId: string;
  symbol: string;
  side: "buy" | "sell";
  type: string;
  timeInForce: string;
  status: "resting" | "sleeping";
  price: string | null;
  stopPrice: string | null;
  lots: number;
  filled: number;
  remaining: number;
  visible: number;
  display: number | null;
  expires: string | null;
  postOnly: boolean;
  closeOnly: boolean;
  hedge: boolean;
  quote: boolean;
  /** When it was accepted. */
  since?: string;
}

/** What became of one line of a mass quote. */
export interface QuoteAnswer {
  symbol: string;
  status: "taken" | "refused";
  bid: OrderAnswer | null;
  ask: OrderAnswer | null;
  error: VenueError | null;
}

/** A market maker's protection in one contract. */
export interface Protection {
  contract: string;
  windowMilliseconds: number;
  /** Lots of quotes that may trade in a window; zero: switched off. */
  mostLots: number;
  /** Lots that had traded when it fired; null while quotes are taken. */
  fired: number | null;
}

/** What a refused request says. */
export interface VenueError {
  code: string;
  num: number;
  message: string;
  field: string | null;
  given: string | null;
  limit: string | null;
  /** After so long it may be asked again. */
  retry_after_ms?: number;
  /** The clock of the venue's machine, milliseconds since 1970; told where a signature was refused. */
  server_time_ms?: number;
}

export type { Frame } from "./frame";
