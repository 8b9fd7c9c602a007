// A day of a calendar: its timetable and its neighbours.
import type { Phase } from "./types";

export interface DayPhase {
  phase: Phase;
  start: string;
  /** Null: it lasts to the next trading day. */
  until: string | null;
}

export interface CalendarDay {
  calendar: string;
  zone: string;
  day: string;
  /** False: nothing trades, and there are no phases. */
  tradingDay: boolean;
  previousDay: string | null;
  nextDay: string | null;
  phases: DayPhase[];
  settlementDue: string | null;
  /** The next weekdays without trading. */
  holidays: string[];
  validTo: string;
}
