// What the venue tells of a curve beside its studies: settled days, fits, components, seasons, the inference spread.
import type { CurveAnalytics, CurveInference, CurveShapeName } from "./curve";

export interface CurvePastPoint {
  symbol: string;
  lastTradingDay: string;
  settlement: string;
}

export interface CurvePastDay {
  day: string;
  shape: CurveShapeName | null;
  frontYieldPercent: string | null;
  trendPercent: string | null;
  scarcityPercent: string | null;
  backwardatedPercent: string | null;
  rollSecondPercent: string | null;
  rollFourthPercent: string | null;
  rollThirteenthPercent: string | null;
  indexValue: string | null;
  points: CurvePastPoint[];
}

export interface CurveHistory {
  contract: string;
  day: string;
  weekAgo: string | null;
  monthAgo: string | null;
  band: {
    why: string | null;
    lowPercent: string;
    highPercent: string;
    days: number;
    leastDays: number;
    points: { symbol: string; low: string; high: string; days: number }[];
  };
  days: CurvePastDay[];
}

export interface CurveEstimates {
  why: string | null;
  days: number;
  leastDays: number;
  prices: number;
  logLikelihood: string | null;
  converged: boolean;
  estimates: { name: string; value: string; error: string | null }[];
  errors: { maturity: string; prices: number; rmsePercent: string; whiteP: string | null }[];
  factors: { day: string; chiPercent: string; equilibrium: string }[];
}

export interface CurveFits {
  contract: string;
  day: string;
  nelsonSiegel: CurveAnalytics["fit"];
  residuals: { contract: string; price: string; fitted: string; ticks: string }[];
  forward: {
    why: string | null;
    months: { month: string; days: number; mean: string; lowest: string; highest: string }[];
  };
  dynamic: {
    why: string | null;
    leastDays: number;
    lambda: string | null;
    reversions: { beta: "level" | "slope" | "curvature"; mean: string; persistence: string; noise: string }[];
    days: { day: string; level: string; slope: string; curvature: string; rmseTicks: string }[];
  } | null;
  factors: CurveEstimates | null;
}

export interface CurveComponents {
  contract: string;
  day: string;
  why: string | null;
  /** To maturity. */
  months: string[];
  components: { loadings: string[]; sharePercent: string; deviationPercent: string }[];
  changes: number;
  fewChanges: number;
  tooFew: boolean;
  stretchedPercent: string;
  tooStretched: boolean;
  scores: { day: string; percents: string[] }[];
  scenarios: { contract: string; component: number; down: string; up: string }[];
}

export interface CurveSeason {
  contract: string;
  day: string;
  index: string;
  why: string | null;
  months: number;
  leastMonths: number;
  factors: { month: number; factor: string; low: string; high: string; years: number }[];
  /** 1 is Monday. */
  weekdays: { weekday: number; days: number; lots: string }[];
  endDays: number;
  endLots: string | null;
  otherDays: number;
  otherLots: string | null;
}

export interface CurveInferenceAnswer {
  contract: string;
  day: string;
  inference: CurveInference;
  regions: { first: string; second: string; day: string; difference: string; ratio: string }[];
  past: { day: string; month: string; perMillion: string; perHour: string; breakEven: string }[];
}
