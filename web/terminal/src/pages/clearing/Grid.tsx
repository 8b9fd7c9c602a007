// A table with its file: columns are said once, so that what is exported is what is seen.
import { useId, type ReactNode } from "react";
import { grouped } from "../../format/numbers";
import { sign } from "../../format/decimal";
import { Empty } from "../../panels/Panel";
import { useSay } from "../../i18n/words";
import { csv, fileName, type Column } from "./csv";
import { words } from "./words";

export interface GridColumn<R> extends Column<R> {
  /** money, lots: thousands apart; text: to the left; name: to the left, as the venue calls it in every language. */
  kind?: "money" | "lots" | "text" | "name";
  /** Below zero is bad. */
  signed?: boolean;
  /** Opens something; the name tells what. */
  open?: (row: R) => (() => void) | null;
  /** More than the value: a badge, a bar. The file has the value alone. */
  show?: (row: R) => ReactNode;
  /** The quantity, where it may stand elsewhere on the page. */
  quantity?: (row: R) => string;
}

interface GridProps<R> {
  what: string;
  run: string;
  caption: string;
  columns: readonly GridColumn<R>[];
  rows: readonly R[];
  empty: string;
  rowKey: (row: R) => string;
  chosen?: (row: R) => boolean;
}

export function Grid<R>({ what, run, caption, columns, rows, empty, rowKey, chosen }: GridProps<R>) {
  const say = useSay(words);
  const id = useId();
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <>
      <div className="clearing-tools">
        <span id={id} className="muted">
          {caption}
        </span>
        <Export what={what} run={run} text={() => csv(columns, rows)} label={say("export", { what: caption })} />
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-labelledby={id}>
        <table className="wide clearing-grid" aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.head} scope="col" className={isLeft(c.kind) ? "left" : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} aria-current={chosen?.(row) || undefined}>
                {columns.map((c, i) => (
                  <Cell key={c.head} column={c} row={row} head={i === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const isLeft = (kind: string | undefined) => kind === "text" || kind === "name";

function Cell<R>({ column, row, head }: { column: GridColumn<R>; row: R; head: boolean }) {
  const value = column.of(row);
  const text =
    value === null || value === "" ? "–" : isLeft(column.kind) ? String(value) : grouped(String(value));
  const open = column.open?.(row);
  const told = column.show?.(row) ?? text;
  const shown = column.kind === "name" ? <span translate="no">{told}</span> : told;
  const tone = column.signed && typeof value === "string" && sign(value) < 0 ? "clearing-bad" : undefined;
  const classes = [isLeft(column.kind) ? "left" : "", tone ?? ""].filter(Boolean).join(" ") || undefined;
  const inner = open ? (
    <button type="button" className="link" onClick={open}>
      {shown}
    </button>
  ) : (
    shown
  );
  const quantity = column.quantity ? { "data-q": column.quantity(row) } : {};
  return head ? (
    <th scope="row" className={classes} {...quantity}>
      {inner}
    </th>
  ) : (
    <td className={classes} {...quantity}>
      {inner}
    </td>
  );
}

export function Export({
  what,
  run,
  text,
  label,
}: {
  what: string;
  run: string;
  text: () => string;
  label: string;
}) {
  const say = useSay(words);
  const save = () => {
    const url = URL.createObjectURL(new Blob([text()], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName(what, run);
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  return (
    <button type="button" className="small" onClick={save} aria-label={label}>
      {say("csv")}
    </button>
  );
}
