// A table as a file that opens clean in a spreadsheet: the same heads and the same values as on the screen.

export interface Column<R> {
  head: string;
  /** The value as the venue told it; the screen only sets thousands apart. */
  of: (row: R) => string | number | null;
}

/** Quoted where a comma, a quote, or a line's end stands in it. What a spreadsheet would run is marked as text. */
export function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = String(value);
  const safe = /^[=@\t]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With the mark by which spreadsheets know UTF-8. */
export function csv<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const lines = [columns.map((c) => cell(c.head)), ...rows.map((r) => columns.map((c) => cell(c.of(r))))];
  return `\uFEFF${lines.map((l) => l.join(",")).join("\r\n")}\r\n`;
}

/** What stands in the address of a download and in the name of its file. */
export function fileName(what: string, run: string, kind: "csv" | "png" = "csv"): string {
  return `${what}-${run}.${kind}`.replace(/[^A-Za-z0-9._-]+/g, "-");
}
