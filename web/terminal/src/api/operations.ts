// What the venue tells its operators: board, reach of a halt, market quality, health, drafts, proposals.
import type { Paper } from "./governance";
import type { VenueError } from "./types";

export interface IndexAge {
  index: string;
  indexDay: string | null;
  ageDays: number | null;
  tier: number | null;
  tierName: string | null;
  /** Days among the newest 30 without a value. */
  withheld: number;
}

/** Other price limits as two people ordered them. */
export interface LimitOrder {
  /** Share of the previous settlement, up and down. */
  limit: string;
  reason: string;
  proposer: string;
  approver: string;
  time: string;
}

export interface MonthLimits {
  symbol: string;
  phase: string;
  previousSettlement: string | null;
  limitLow: string | null;
  limitHigh: string | null;
  ordered: LimitOrder | null;
  tradedLow: string | null;
  tradedHigh: string | null;
  /** With what is asked about; null: it does not move. */
  newLow: string | null;
  newHigh: string | null;
  /** Live orders that would leave. */
  orders: number;
  lots: number;
}

export interface PriceLimits {
  contract: string;
  symbol: string | null;
  limit: string | null;
  /** The house's bounds; null: nobody sets other limits. */
  least: string | null;
  most: string | null;
  refused: VenueError | null;
  months: MonthLimits[];
  orders: number;
  lots: number;
  eventSequence: number;
}

export interface OperatingRow {
  symbol: string;
  contract: string;
  month: string | null;
  calendar: string;
  phase: string;
  phaseCause: string;
  since: string;
  until: string | null;
  note: string;
  last: string | null;
  limitLow: string | null;
  limitHigh: string | null;
  limitOrder: LimitOrder | null;
  bidLots: number;
  askLots: number;
  imbalancePercent: string | null;
  limitTouch: { time: string; price: string; edge: "upper" | "lower" } | null;
  makersPresent: number;
  makers: number;
  twoSidedPercent: string | null;
  indexAge: IndexAge;
}

export interface OperatingBoard {
  time: string;
  rows: OperatingRow[];
  engineP99Ms: string | null;
  conflated: number;
  cutOff: number;
  eventSequence: number;
}

export interface Reach {
  symbols: string[];
  orders: number;
  stops: number;
  buyLots: number;
  sellLots: number;
  openInterest: number;
  accounts: { account: number; name: string; role: string; orders: number; buyLots: number; sellLots: number }[];
  eventSequence: number;
}

export interface MonthQuality {
  symbol: string;
  contract: string;
  day: string;
  openSeconds: number;
  twoSidedPercent: string | null;
  spreadTicks: string | null;
  spreadBp: string | null;
  bestSize: string | null;
  bidLots: number;
  askLots: number;
  trades: number;
  volume: number;
}

export interface MakerQuality {
  account: number;
  name: string;
  simulated: boolean;
  symbol: string;
  contract: string;
  presencePercent: string | null;
  twoSidedPercent: string | null;
  spreadTicks: string | null;
  bestSize: string | null;
  trades: number;
  tradedLots: number;
  orders: number;
  cancelled: number;
  cancelPercent: string | null;
}

export interface Quality {
  widestTicks: number;
  leastLots: number;
  months: MonthQuality[];
  makers: MakerQuality[];
  time: string;
  eventSequence: number;
}

export interface Timing {
  name: string;
  method: string | null;
  count: number;
  meanMs: string;
  p50Ms: string | null;
  p99Ms: string | null;
}

export interface Count {
  name: string;
  count: number;
}

export interface Health {
  time: string;
  status: string;
  checks: { name: string; well: boolean; reason: string | null }[];
  queue: number | null;
  viewsLag: number | null;
  engine: Timing | null;
  flush: Timing | null;
  doors: Timing[];
  sessions: Count[];
  subscribers: Count[];
  conflated: number;
  closed: Count[];
  refusals: Count[];
  logBytes: number | null;
  diskFreeBytes: number | null;
  lastPrint: string | null;
  lastSettlement: string | null;
  feeds: IndexAge[];
  lastCommand: number;
  eventSequence: number;
}

export interface Draft {
  well: boolean;
  faults: { field: string; given: string | null; rule: string; nearest: string | null }[];
  against: string;
  changes: { field: string; was: string | null; is: string | null }[];
  tickValue: string | null;
  eventSequence: number;
}

export type Stage = "open" | "approved" | "rejected" | "submitted";

export interface Proposal {
  proposal: string;
  command: string;
  document: Paper;
  /** Lines as "fees.perLot: 1.50 -> 2.00". */
  diff: string[];
  reason: string;
  effectiveAt: string | null;
  hash: string;
  by: string;
  role: string;
  proposed: string;
  stage: Stage;
  approvedBy: string | null;
  approvedAs: string | null;
  rejectedBy: string | null;
  outcome: string | null;
  commandSequence: number | null;
  noticeEn: string | null;
  noticeZh: string | null;
  approvedAt: string | null;
  rejectedAt: string | null;
  rejectedBecause: string | null;
}
