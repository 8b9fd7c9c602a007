// The order of a table's rows: numbers by their value, exactly; words by their letters; what is absent last.
import { scaled } from "../../format/decimal";

export type Cell = string | number | null;

/** More digits behind the point than any figure of the venue has. */
const places = 8;

type Key = { number: bigint } | { text: string } | null;

function key(value: Cell): Key {
  if (value === null || value === "") return null;
  const text = String(value);
  const number = scaled(text, places);
  return number === null ? { text } : { number };
}

function order(a: NonNullable<Key>, b: NonNullable<Key>): number {
  if ("number" in a && "number" in b) return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
  if ("number" in a) return -1;
  if ("number" in b) return 1;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

/** A sorted copy; equal rows keep their order. */
export function sorted<R>(rows: readonly R[], of: (row: R) => Cell, down: boolean): R[] {
  const keyed = rows.map((row) => ({ row, key: key(of(row)) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return down ? order(b.key, a.key) : order(a.key, b.key);
  });
  return keyed.map((k) => k.row);
}
