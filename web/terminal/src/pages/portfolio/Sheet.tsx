// A table with its sums and its file: columns are said once, so that what is saved is what is seen.
import { useId, useState, type ReactNode } from "react";
import { grouped, signed } from "../../format/numbers";
import { sign } from "../../format/decimal";
import { useSay } from "../../i18n/words";
import { Direction, Empty } from "../../panels/Panel";
import { cell, fileName } from "../clearing/csv";
import { order } from "./ties";
import { words } from "./words";

export interface SheetColumn<R> {
  head: string;
  /** In the file, where it says more than the screen does. */
  file?: string;
  /** What it means, where the head is short. */
  title?: string;
  /** number: to the right; gain: with its sign and direction; text: to the left; name: as the venue calls it. */
  kind?: "number" | "gain" | "text" | "name";
  of: (row: R) => string | number | null;
  /** More than the value; the file has the value. */
  show?: (row: R) => ReactNode;
  /** In the last line. */
  sum?: string;
  quantity?: (row: R) => string;
}

interface SheetProps<R> {
  /** What the file is called, with the day or run. */
  what: string;
  run: string;
  caption: ReactNode;
  /** The same in words alone. */
  name: string;
  columns: readonly SheetColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R, at: number) => string;
  empty: ReactNode;
  tools?: ReactNode;
}

const most = 500;

export function Sheet<R>({ what, run, caption, name, columns, rows, rowKey, empty, tools }: SheetProps<R>) {
  const say = useSay(words);
  const id = useId();
  const [by, setBy] = useState<{ column: number; down: boolean } | null>(null);
  const [all, setAll] = useState(false);
  const column = by === null ? undefined : columns[by.column];
  const shown = column ? [...rows].sort((a, b) => order(column.of(a), column.of(b)) * (by!.down ? -1 : 1)) : rows;
  const summed = columns.some((c) => c.sum !== undefined);
  const save = () => {
    const lines = [columns.map((c) => cell(c.file ?? c.head)), ...shown.map((r) => columns.map((c) => cell(c.of(r))))];
    if (summed) lines.push(columns.map((c, i) => cell(c.sum ?? (i === 0 ? say("sum") : null))));
    // With the mark by which spreadsheets know UTF-8.
    download(`\uFEFF${lines.map((l) => l.join(",")).join("\r\n")}\r\n`, fileName(what, run));
  };
  return (
    <section className="portfolio-sheet" aria-labelledby={id}>
      <div className="portfolio-tools">
        <h3 id={id}>{caption}</h3>
        {tools}
        {rows.length > 0 && (
          <button type="button" className="small" onClick={save} aria-label={say("save", { what: name })}>
            {say("csv")}
          </button>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={name}>
          <table aria-label={name}>
            <thead>
              <tr>
                {columns.map((c, i) => (
                  <th
                    key={c.head}
                    scope="col"
                    className={isLeft(c.kind) ? "left" : undefined}
                    aria-sort={by?.column === i ? (by.down ? "descending" : "ascending") : undefined}
                  >
                    <button
                      type="button"
                      className="portfolio-sort"
                      title={c.title}
                      onClick={() => setBy({ column: i, down: by?.column === i ? !by.down : !isLeft(c.kind) })}
                    >
                      {c.head}
                      {by?.column === i && <span aria-hidden="true">{by.down ? " ▾" : " ▴"}</span>}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(all ? shown : shown.slice(0, most)).map((row, at) => (
                <tr key={rowKey(row, at)}>
                  {columns.map((c, i) => (
                    <Cell key={c.head} column={c} row={row} first={i === 0} />
                  ))}
                </tr>
              ))}
            </tbody>
            {summed && (
              <tfoot>
                <tr>
                  {columns.map((c, i) =>
                    i === 0 ? (
                      <th key={c.head} scope="row" className="left">
                        {say("sum")}
                      </th>
                    ) : (
                      <td key={c.head}>{c.sum === undefined ? "" : worth(c.sum, c.kind)}</td>
                    ),
                  )}
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      {!all && rows.length > most && (
        <p className="muted">
          {say("sheet.more", { shown: grouped(String(most)), all: grouped(String(rows.length)) })}{" "}
          <button type="button" className="small" onClick={() => setAll(true)}>
            {say("sheet.all")}
          </button>
        </p>
      )}
    </section>
  );
}

const isLeft = (kind: string | undefined) => kind === "text" || kind === "name";

function worth(value: string | number | null, kind: string | undefined): ReactNode {
  if (value === null || value === "") return "–";
  const text = String(value);
  if (isLeft(kind)) return text;
  return kind === "gain" ? <Direction of={sign(text)}>{signed(text)}</Direction> : grouped(text);
}

function Cell<R>({ column, row, first }: { column: SheetColumn<R>; row: R; first: boolean }) {
  const told = column.show?.(row) ?? worth(column.of(row), column.kind);
  const inner = column.kind === "name" ? <span translate="no">{told}</span> : told;
  const marks = {
    className: isLeft(column.kind) ? "left" : undefined,
    ...(column.quantity ? { "data-q": column.quantity(row) } : {}),
  };
  return first ? (
    <th scope="row" {...marks}>
      {inner}
    </th>
  ) : (
    <td {...marks}>{inner}</td>
  );
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
