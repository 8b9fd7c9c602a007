// The plan of a desk as the page reads it (plan.json): every figure arrives computed, the page only shows.

export interface Said {
  en: string;
  zh: string;
}

/** A figure with the standard error of the simulation. */
export interface Estimated {
  value: number;
  error: number;
}

export interface ExposureMonth {
  month: string;
  raw: number;
  low: number;
  base: number;
  high: number;
  floating: number;
  hedged: number;
  open: number;
}

export interface HedgeMonth {
  month: string;
  symbol: string;
  lots: number;
  units: number;
  share: number;
  price: number | null;
  beyondBook: number;
  overHedge: number;
}

export interface Strategy {
  name: string;
  possible: boolean;
  note: string;
  deviation: Estimated | null;
  reduction: number | null;
  atRisk: Estimated | null;
  expected: Estimated | null;
  overBudget: Estimated | null;
  roll: number | null;
  peakCall: Estimated | null;
  costToTrade: number | null;
  lotsBeyond: number | null;
  months: HedgeMonth[];
}

export interface FanMonth {
  month: string;
  p5: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
}

export interface PolicyBand {
  fromMonth: number;
  toMonth: number;
  least: number;
  most: number;
}

export interface Plan {
  programme: { name: string; entity: string; side: "Buyer" | "Seller" | "Lender"; contract: string; currency: string; budget: number | null };
  made: string;
  exposure: {
    unit: string;
    asOf: string;
    indexPrice: number;
    actual: { month: string; item: string; raw: number; equivalent: number | null; ownPrice: number | null }[];
    months: ExposureMonth[];
    faults: { where: string; field: string; value: string; rule: string }[];
  };
  market: { source: string; quote: string; day: string; index: string; simulated: boolean; hedgesEn?: string | null; hedgesZh?: string | null };
  policy: { bands: PolicyBand[]; confidence: number; liquidityCap: number };
  ratio: {
    ratio: number;
    method: string;
    why: string;
    observations: number;
    raw: number | null;
    low: number | null;
    high: number | null;
    rSquared: number | null;
    outOfSample: number | null;
    points: { day: string; index: number; own: number }[];
  };
  basis: { month: string; own: number; index: number; mix: number; timing: number; currency: number }[];
  strategies: Strategy[];
  chosen: string;
  whyChosen: string;
  risk: {
    seed: number;
    paths: number;
    model: string;
    before: FanMonth[];
    after: FanMonth[];
    atRiskBefore: Estimated;
    atRiskAfter: Estimated;
    shortfall: Estimated;
    overBudgetBefore: Estimated | null;
    overBudgetAfter: Estimated | null;
    liquidityTenDays: Estimated;
    initialMargin: number;
    scenarios: { name: string; physical: number; hedge: number; net: number; worstCall: number }[];
    breachChance: Estimated[];
  };
  breaches: { rule: string; where: string; value: string; limit: string; waivedUntil: string | null }[];
  warnings: Said[];
  simulated: boolean;
  digest: string;
}

/** What a file must hold to be shown. */
const needed = ["programme", "made", "exposure", "market", "policy", "ratio", "basis", "strategies", "chosen", "risk", "breaches", "warnings", "digest"];

/** Reads a plan, or says which part is missing: a text that is no plan must not become an empty page. */
export function readPlan(text: string): { plan: Plan } | { missing: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { missing: "JSON" };
  }

  if (typeof value !== "object" || value === null) return { missing: "programme" };
  for (const name of needed) if (!(name in value)) return { missing: name };
  return { plan: value as Plan };
}

/** The band of the policy for the n-th month to come, 1 the next. */
export function bandOf(bands: PolicyBand[], place: number): PolicyBand | null {
  return bands.find((b) => b.fromMonth <= place && place <= b.toMonth) ?? null;
}
