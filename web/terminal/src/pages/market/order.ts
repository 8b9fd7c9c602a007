// Which rows of the board are shown and in which order: by family, or by a column.
import type { Instrument } from "../../api/types";
import { compare, minus, percent, sign } from "../../format/decimal";
import { dayChange } from "../../format/numbers";

export const kinds = ["all", "months", "spreads"] as const;
export type Kind = (typeof kinds)[number];

export const sortable = ["last", "change", "percent", "volume", "interest", "added", "room", "days"] as const;
export type Column = (typeof sortable)[number];

/** A column as the address has it: with a stroke before it, the largest first. Empty: by family. */
export type Sort = "" | Column | `-${Column}`;
export const sorts: readonly Sort[] = ["", ...sortable.flatMap((c) => [c, `-${c}`] as const)];

/** By family, then the largest first, then the smallest first, then by family again. */
export function nextSort(now: Sort, column: Column): Sort {
  return now === `-${column}` ? column : now === column ? "" : `-${column}`;
}

/** Months of a contract stand together, and so do the spreads of one kind. */
export const familyOf = (row: Instrument) => row.spread?.spread ?? row.contract;

export interface Filter {
  /** Part of a symbol or name. */
  part: string;
  family: string;
  kind: Kind;
}

export function passes(row: Instrument, { part, family, kind }: Filter): boolean {
  if (family !== "" && familyOf(row) !== family) return false;
  if (kind !== "all" && (kind === "spreads") !== (row.spread != null)) return false;
  const typed = part.trim().toLowerCase();
  return typed === "" || [row.symbol, row.nameEn, row.nameZh].some((text) => text.toLowerCase().includes(typed));
}

export interface Room {
  /** The nearer limit. */
  of: "up" | "down";
  /** What is left to it, of the price: in per cent, for a spread as a price. */
  left: string;
}

/** What is left to the nearer of the day's limits; null where there is none or no price. */
export function roomOf(row: Instrument): Room | null {
  const { limitHigh, limitLow } = row;
  const at = row.last ?? row.previousSettlement;
  const up = minus(limitHigh, at);
  const down = minus(at, limitLow);
  if (up === null || down === null) return null;
  const of = compare(up, down) <= 0 ? "up" : "down";
  if (row.spread) return { of, left: of === "up" ? up : down };
  const left = of === "up" ? percent(limitHigh, at) : percent(limitLow, at);
  return left === null ? null : { of, left: left.replace(/^-/, "") };
}

/** The last price stands on a limit, and something was traded there today. */
export function lockedAt(row: Instrument): "up" | "down" | null {
  if (row.volume === 0 || row.last === null) return null;
  return row.last === row.limitHigh ? "up" : row.last === row.limitLow ? "down" : null;
}

/** What a column is sorted by; null stands last in either direction. */
export function valueOf(row: Instrument, column: Column, added: number | null): string | null {
  switch (column) {
    case "last":
      return row.last;
    case "change":
      return dayChange(row).change;
    case "percent":
      return dayChange(row).percent;
    case "volume":
      return String(row.volume);
    case "interest":
      return row.spread ? null : String(row.openInterest);
    case "added":
      return added === null ? null : String(added);
    case "room":
      return row.spread ? null : (roomOf(row)?.left ?? null);
    case "days":
      return row.lastTradingDay.replaceAll("-", "");
  }
}

/** Rows in the order of a column; what is equal stays as it came. */
export function sorted(rows: readonly Instrument[], sort: Sort, addedOf: (symbol: string) => number | null): Instrument[] {
  if (sort === "") return grouped(rows).flatMap(([, list]) => list);
  const down = sort.startsWith("-");
  const column = (down ? sort.slice(1) : sort) as Column;
  return rows
    .map((row) => ({ row, value: valueOf(row, column, addedOf(row.symbol)) }))
    .sort((a, b) =>
      a.value === null || b.value === null
        ? Number(a.value === null) - Number(b.value === null)
        : sign(minus(a.value, b.value)) * (down ? -1 : 1),
    )
    .map((x) => x.row);
}

/** Families in the order in which they are listed. */
export function grouped(rows: readonly Instrument[]): [string, Instrument[]][] {
  const families = new Map<string, Instrument[]>();
  for (const row of rows) families.set(familyOf(row), [...(families.get(familyOf(row)) ?? []), row]);
  return [...families];
}
