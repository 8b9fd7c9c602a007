// Which moment of a day a local time means.
import type { ReplayDay } from "../../api/replay";
import { local } from "../../format/time";

/** The moment of a local time on the day: the first at or after its beginning that the clock shows so. */
export function momentOf(day: ReplayDay, clock: string, calendar: string | undefined): string | null {
  const from = Date.parse(day.start);
  const until = Date.parse(day.until);
  const first = local(day.start, calendar);
  if (!first || !/^\d{2}:\d{2}$/.test(clock)) return null;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const ahead = (minutes(clock) - minutes(first.clock) + 1440) % 1440;
  const at = Math.floor(from / 60_000) * 60_000 + ahead * 60_000;
  if (at > until) return null;
  return new Date(Math.max(at, from)).toISOString();
}
