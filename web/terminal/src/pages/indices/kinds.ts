// Which rule left something out of a print: stale prices, outliers, newcomers, what the methodology does not take.

export const kinds = ["stale", "outlier", "probation", "grade", "missing", "other"] as const;
export type Kind = (typeof kinds)[number];

const rules: readonly (readonly [Kind, RegExp])[] = [
  ["stale", /^not seen for more than/],
  ["probation", /probation|^joined:|seen before its source|waits to be seen again/],
  ["outlier", /trimmed|too far|dearer than the cheapest|out of range|zero or below|promotional/],
  ["grade", /grade|no score|reference node|cloud|router|class outside/],
  ["missing", /^no |nothing|too little|not defined/],
];

/** The kind of a reason as the print tells it. */
export function kindOf(reason: string): Kind {
  return rules.find(([, rule]) => rule.test(reason))?.[0] ?? "other";
}

/** Days between two dates of the wire; null where one is none. */
export function daysBetween(from: string, to: string): number | null {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
  return Number.isFinite(days) ? days : null;
}
