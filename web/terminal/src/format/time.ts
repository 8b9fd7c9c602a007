// Times. Everything on the wire is UTC; the page shows the zone that its reader chose and says which one that is.

/** Zones of the calendars that ship with the rulebook; another calendar is shown in UTC, none as the venue's clock. */
const zones: Record<string, { zone: string; en: string; zh: string }> = {
  CN: { zone: "Asia/Shanghai", en: "Shanghai", zh: "上海" },
  US: { zone: "America/Chicago", en: "Chicago", zh: "芝加哥" },
};

export type ZoneChoice = "venue" | "local" | "utc";

let chosen: ZoneChoice = "venue";
let house: string | undefined;

/** In which zone every time of the page stands from now on; whoever shows one is drawn again by the caller. */
export function chooseZone(choice: ZoneChoice): void {
  chosen = choice;
}

/** Whose zone the venue's clock has: what is of no calendar, or of several in one table, stands in it. */
export function houseCalendar(calendar: string | undefined): void {
  house = calendar;
}

/** The reader's own zone. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export function zoneOf(calendar: string | undefined): string {
  if (chosen === "utc") return "UTC";
  if (chosen === "local") return ownZone();
  const named = calendar ?? house;
  return (named && zones[named]?.zone) || "UTC";
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let f = formats.get(zone);
  if (!f) {
    f = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "shortOffset",
    });
    formats.set(zone, f);
  }
  return f;
}

interface LocalTime {
  day: string;
  clock: string;
  offset: string;
}

/** The local day, clock and offset of a moment; null when the text is no moment. */
export function local(iso: string | null | undefined, calendar: string | undefined): LocalTime | null {
  if (!iso) return null;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return null;
  const parts: Record<string, string> = {};
  for (const p of format(zoneOf(calendar)).formatToParts(date)) parts[p.type] = p.value;
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    clock: `${parts.hour}:${parts.minute}:${parts.second}`,
    offset: (parts.timeZoneName ?? "UTC").replace("GMT", "UTC").replace("UTC+0", "UTC"),
  };
}

/** Day and clock; a dash for what is no moment. */
export function moment(iso: string | null | undefined, calendar?: string): string {
  const at = local(iso, calendar);
  return at ? `${at.day} ${at.clock}` : "–";
}

/** Day and clock with milliseconds, as lists of orders, fills and postings show it. */
export function fine(iso: string, calendar?: string): string {
  const at = local(iso, calendar);
  return at ? `${at.day} ${stamp(iso, calendar)}` : "–";
}

/** The clock with milliseconds, as a tape shows it. */
export function stamp(iso: string, calendar: string | undefined): string {
  const at = local(iso, calendar);
  if (!at) return "";
  const fraction = /\.(\d{1,3})/.exec(iso)?.[1] ?? "";
  return `${at.clock}.${fraction.padEnd(3, "0")}`;
}

/** The name of a calendar's zone with its offset: never a three-letter shorthand, which two zones may share. */
export function zoneName(iso: string | null | undefined, calendar: string | undefined, language: "en" | "zh"): string {
  const offset = local(iso, calendar)?.offset ?? "UTC";
  const named = calendar ?? house;
  const place =
    chosen === "venue"
      ? named && zones[named]?.[language]
      : chosen === "local"
        ? ownZone().replace(/^.*\//, "").replaceAll("_", " ")
        : undefined;
  return place ? `${place} ${offset}` : offset;
}

/** Seconds of a day's UTC midnight: the x of a chart. */
export function daySeconds(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}
