// Times and units of obligations as they are shown; what is met and what is missing comes from the venue.
import type { Agreement, NowState, Obligation, Obligations, TimeState } from "../../api/obligations";
import { absent } from "../../format/numbers";

/** Hours, minutes and seconds; a part of a second that is missing is a whole one. */
export function clock(nanoseconds: number): string {
  const seconds = Math.ceil(nanoseconds / 1e9);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Zeros behind the last digit that says something are left out. */
export const short = (decimal: string): string => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);

export const percent = (share: string | null): string => (share === null ? absent : `${share} %`);

/** A spread in the unit of its agreement. */
export function spread(value: string | null, unit: Agreement["spreadUnit"]): string {
  return value === null ? absent : unit === "percent" ? `${short(value)} %` : short(value);
}

/** A state is told by a mark and its word, never by a colour alone. */
export const mark = (state: NowState | TimeState): string => (state === "met" ? "✓" : state === "no session" ? "○" : "✗");

export interface ObligationRow {
  who: Obligations;
  agreed: Agreement;
  row: Obligation;
}

/** One row for each month of each maker; a row whose agreement is not told is left out. */
export function rowsOf(told: readonly Obligations[]): ObligationRow[] {
  return told.flatMap((who) =>
    who.obligations.flatMap((row) => {
      const agreed = who.agreements.find((a) => a.agreement === row.agreement);
      return agreed ? [{ who, agreed, row }] : [];
    }),
  );
}
