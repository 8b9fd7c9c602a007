// Which days a curve is compared with, as the address keeps them: w, m and days, with a stroke between.

export interface Compared {
  week: boolean;
  month: boolean;
  days: readonly string[];
}

/** More would be a knot, not a comparison. */
export const mostDays = 3;

const one = "[wm]|\\d{4}-\\d{2}-\\d{2}";
export const comparedPattern = new RegExp(`^(none|(${one})(_(${one})){0,4})$`);
export const comparedAtFirst = "w_m";

export function readCompared(text: string): Compared {
  const parts = text === "none" ? [] : text.split("_");
  const days = [...new Set(parts.filter((p) => p.length > 1))].sort().slice(0, mostDays);
  return { week: parts.includes("w"), month: parts.includes("m"), days };
}

export function writeCompared(of: Compared): string {
  const parts = [...(of.week ? ["w"] : []), ...(of.month ? ["m"] : []), ...of.days];
  return parts.length === 0 ? "none" : parts.join("_");
}
