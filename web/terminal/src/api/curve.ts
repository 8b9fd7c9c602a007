// The curve's studies as the venue makes them: every figure computed and rounded there, as text.

export interface CurveMonth {
  symbol: string;
  month: string;
  lastTradingDay: string;
  days: number;
  bid: string | null;
  ask: string | null;
  settlement: string;
  change: string | null;
  fit: string | null;
  residualTicks: string | null;
  openInterest: number | null;
  volume: number | null;
  rollPercent: string | null;
  knownPercent: string | null;
}

export type CurveShapeName = "single" | "flat" | "contango" | "backwardation" | "mixed";
export type CurveReading = "usual" | "scarce-now" | "shortage-expected";
export type Tightness = "unknown" | "normal" | "tight" | "short";

export interface CurveRoll {
  pair: string;
  near: string;
  far: string;
  yieldPercent: string;
  carryPercent: string;
}

export interface CurveState {
  shape: CurveShapeName;
  /** From the first month. */
  rolls: CurveRoll[];
  neighbours: CurveRoll[];
  pairs: number;
  pairsFalling: number;
  backwardatedPercent: string | null;
  curvature: string | null;
  scarcity: {
    near: string;
    far: string;
    frontPercent: string;
    trendPercent: string;
    trendSource: "far-contracts" | "index";
    trendPoints: number;
    trendErrorPercent: string | null;
    percent: string;
    noisePercent: string;
    reading: CurveReading;
  } | null;
  noScarcity: string | null;
  averaging: string[];
}

export interface CurveSpread {
  near: string;
  far: string;
  price: string;
  z: string | null;
  days: number;
}

export interface CurveSign {
  name: string;
  source: string;
  value: string | null;
  z: string | null;
  /** What the score alone would say. */
  state: Tightness;
  days: number;
  reason: "missing" | "short-history" | "no-scale" | null;
  why: string | null;
}

export interface CurveLeg {
  contract: string;
  exact: string;
  lots: number;
  left: string;
}

export interface CurveInference {
  why: string | null;
  throughput: string;
  throughputSource: string;
  utilisation: string;
  heatRate: string;
  rate: string;
  rateSource: string;
  tokenCurrency: string;
  gpuCurrency: string;
  months: {
    month: string;
    token: string;
    gpu: string;
    tokenPrice: string;
    gpuPrice: string;
    perMillion: string;
    perHour: string;
    breakEven: string;
  }[];
  millions: string;
  tokenLeg: CurveLeg | null;
  gpuLeg: CurveLeg | null;
  spread: string | null;
  spreadTokenLots: number;
  spreadGpuLots: number;
  spreads: number;
}

export interface CurveButterfly {
  near: string;
  middle: string;
  far: string;
  price: string;
  z: string | null;
  days: number;
}

export interface CurvePast {
  day: string;
  shape: CurveShapeName;
  frontYieldPercent: string | null;
  trendPercent: string | null;
  scarcityPercent: string | null;
  backwardatedPercent: string | null;
}

export interface CurveAnalytics {
  contract: string;
  day: string;
  source: string;
  simulated: boolean;
  currency: string;
  quote: string;
  tick: string;
  index: string;
  indexDay: string | null;
  indexValue: string | null;
  months: CurveMonth[];
  state: CurveState | null;
  noState: string | null;
  fit: {
    why: string | null;
    level: string | null;
    slope: string | null;
    curvature: string | null;
    lambda: string | null;
    rmseTicks: string | null;
  };
  spreads: {
    contracts: string[];
    spreads: CurveSpread[];
    butterflies: CurveButterfly[];
    window: number;
    leastDays: number;
  };
  shortage: { state: Tightness; composite: string | null; available: number; signs: CurveSign[] };
  inference: CurveInference;
  history: CurvePast[];
}
