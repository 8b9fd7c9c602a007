// The cycle of a margin call: its states with a mark of each, and how far its deadline is.
import type { Call } from "../../api/clearing";

export const callStates = ["issued", "acknowledged", "overdue", "paid"] as const;
export type CallState = (typeof callStates)[number];

export const callFilters = ["all", ...callStates] as const;
export type CallFilter = (typeof callFilters)[number];

/** Beside the word: what is told by colour is told by shape too. */
export const marks: Readonly<Record<CallState, string>> = {
  issued: "○",
  acknowledged: "◐",
  overdue: "✕",
  paid: "●",
};

export const markOf = (state: string): string => (state in marks ? marks[state as CallState] : "");

export const filtered = (calls: readonly Call[], by: CallFilter): readonly Call[] =>
  by === "all" ? calls : calls.filter((c) => c.state === by);

export const countOf = (calls: readonly Call[], by: CallFilter): number => filtered(calls, by).length;

/** Whole minutes from a moment to a deadline, below zero after it; null where one is no moment. */
export function minutesTo(deadline: string, now: string): number | null {
  const left = (Date.parse(deadline) - Date.parse(now)) / 60_000;
  return Number.isNaN(left) ? null : left < 0 ? Math.floor(left) : Math.ceil(left);
}

/** 95: "1:35". */
export function spell(minutes: number): string {
  const all = Math.abs(minutes);
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}
