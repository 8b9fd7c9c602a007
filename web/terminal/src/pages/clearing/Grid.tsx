// A table with its file: columns are said once, so that what is exported is what is seen.
import { useId, useState, type ReactNode } from "react";
import { grouped } from "../../format/numbers";
import { sign } from "../../format/decimal";
import { Empty } from "../../panels/Panel";
import { useSay } from "../../i18n/words";
import { csv, fileName, type Column } from "./csv";
import { sorted } from "./sort";
import { words } from "./words";

export interface GridColumn<R> extends Column<R> {
  /** money, lots: thousands apart; text: to the left; name: to the left, as the venue calls it in every language. */
  kind?: "money" | "lots" | "text" | "name";
  /** Left out where the panel is narrow. */
  drop?: true;
  /** Below zero is bad. */
  signed?: boolean;
  /** Opens something; the name tells what. */
  open?: (row: R) => (() => void) | null;
  /** More than the value: a badge, a bar. The file has the value alone. */
  show?: (row: R) => ReactNode;
  /** How strongly the cell is tinted; the number stays. */
  tint?: (row: R) => 0 | 1 | 2 | 3 | 4 | 5;
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
  const id = useId();
  const say = useSay(words);
  const [order, setOrder] = useState<{ by: number; down: boolean } | null>(null);
  const by = order === null ? undefined : columns[order.by];
  const shown = by ? sorted(rows, by.of, order!.down) : rows;
  /** Numbers begin with the largest, words with the first; the third press gives the venue's own order back. */
  const turn = (at: number) => {
    const first = !isLeft(columns[at]!.kind);
    setOrder(
      order?.by !== at ? { by: at, down: first } : order.down === first ? { by: at, down: !first } : null,
    );
  };
  return (
    <section className="clearing-table">
      <div className="clearing-tools">
        <h3 id={id}>{caption}</h3>
        {rows.length > 0 && (
          <Export what={what} run={run} text={() => csv(columns, shown)} label={say("export", { what: caption })} />
        )}
      </div>
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-labelledby={id}>
          <table className="wide clearing-grid" aria-labelledby={id}>
            <thead>
              <tr>
                {columns.map((c, i) => (
                  <th
                    key={c.head}
                    scope="col"
                    className={classes(c)}
                    aria-sort={order?.by === i ? (order.down ? "descending" : "ascending") : undefined}
                  >
                    <button type="button" className="clearing-sort" title={say("sort")} onClick={() => turn(i)}>
                      {c.head}
                      {order?.by === i && <span aria-hidden="true">{order.down ? " ▼" : " ▲"}</span>}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={rowKey(row)} aria-current={chosen?.(row) || undefined}>
                  {columns.map((c, i) => (
                    <Cell key={c.head} column={c} row={row} head={i === 0} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const isLeft = (kind: string | undefined) => kind === "text" || kind === "name";

const classes = ({ kind, drop }: { kind?: string; drop?: true }, own = "") =>
  [isLeft(kind) ? "left" : "", drop ? "clearing-drop" : "", own].filter(Boolean).join(" ") || undefined;

function Cell<R>({ column, row, head }: { column: GridColumn<R>; row: R; head: boolean }) {
  const value = column.of(row);
  const text =
    value === null || value === "" ? "–" : isLeft(column.kind) ? String(value) : grouped(String(value));
  const open = column.open?.(row);
  const told = column.show?.(row) ?? text;
  const shown = column.kind === "name" ? <span translate="no">{told}</span> : told;
  const bad = column.signed && typeof value === "string" && sign(value) < 0;
  const name = classes(column, bad ? "clearing-bad" : "");
  const inner = open ? (
    <button type="button" className="link" onClick={open}>
      {shown}
    </button>
  ) : (
    shown
  );
  const marks = {
    ...(column.quantity ? { "data-q": column.quantity(row) } : {}),
    ...(column.tint ? { "data-heat": column.tint(row) } : {}),
  };
  return head ? (
    <th scope="row" className={name} {...marks}>
      {inner}
    </th>
  ) : (
    <td className={name} {...marks}>
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
