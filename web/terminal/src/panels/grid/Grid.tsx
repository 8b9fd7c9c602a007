// A table with its sums and its file: columns are said once, so that what is saved is what is seen.
import { useId, useState, type ReactNode } from "react";
import { csv, fileName, type Column } from "../../format/csv";
import { sign } from "../../format/decimal";
import { grouped, signed } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { save } from "../download";
import { Direction, Empty } from "../Panel";
import { sorted } from "./sort";
import { words } from "./words";
import "./grid.css";

export interface GridColumn<R> extends Column<R> {
  /** Numbers stand to the right, thousands apart. gain: with sign and direction; text: to the left; name: so too, as
   * the venue calls it in every language. */
  kind?: "money" | "lots" | "gain" | "text" | "name";
  /** In the file, where it says more than the head on the screen. */
  file?: string;
  /** What it means, where the head is short. */
  title?: string;
  /** In the last line. */
  sum?: string;
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
  /** What the file is called, with the run or day. */
  what: string;
  run: string;
  caption: string;
  columns: readonly GridColumn<R>[];
  rows: readonly R[];
  empty: ReactNode;
  rowKey: (row: R, at: number) => string;
  chosen?: (row: R) => boolean;
  /** Beside the name of the table: what chooses its rows. */
  tools?: ReactNode;
  /** As wide as the panel, up to what the eye can follow. */
  wide?: boolean;
}

/** So many rows are shown at first: as many as can be put in another order at once. */
const most = 200;

export function Grid<R>(props: GridProps<R>) {
  const { what, run, caption, columns, rows, empty, rowKey, chosen, tools, wide } = props;
  const id = useId();
  const say = useSay(words);
  const [order, setOrder] = useState<{ by: number; down: boolean } | null>(null);
  const [all, setAll] = useState(false);
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
    <section className={`grid-box${wide ? " wide" : ""}${all && rows.length > most ? " long" : ""}`}>
      <div className="grid-tools">
        <h3 id={id}>{caption}</h3>
        {tools}
        {rows.length > 0 && (
          <button
            type="button"
            className="small"
            onClick={() => save(fileOf(columns, shown, say("sum")), fileName(what, run))}
            aria-label={say("export", { what: caption })}
          >
            {say("csv")}
          </button>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-labelledby={id}>
          <table aria-labelledby={id}>
            <thead>
              <tr>
                {columns.map((c, i) => (
                  <th
                    key={c.head}
                    scope="col"
                    className={classes(c)}
                    aria-sort={order?.by === i ? (order.down ? "descending" : "ascending") : undefined}
                  >
                    <button
                      type="button"
                      className="grid-sort"
                      title={c.title ?? say("sort")}
                      onClick={() => turn(i)}
                    >
                      {c.head}
                      {order?.by === i && <span aria-hidden="true">{order.down ? " ▼" : " ▲"}</span>}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(all ? shown : shown.slice(0, most)).map((row, at) => (
                <tr key={rowKey(row, at)} aria-current={chosen?.(row) || undefined}>
                  {columns.map((c, i) => (
                    <Cell key={c.head} column={c} row={row} head={i === 0} />
                  ))}
                </tr>
              ))}
            </tbody>
            {isSummed(columns) && <Sums columns={columns} />}
          </table>
        </div>
      )}
      {!all && rows.length > most && (
        <p className="muted">
          {say("more", { shown: grouped(String(most)), all: grouped(String(rows.length)) })}{" "}
          <button type="button" className="small" onClick={() => setAll(true)}>
            {say("all")}
          </button>
        </p>
      )}
    </section>
  );
}

const isLeft = (kind: string | undefined) => kind === "text" || kind === "name";

const isSummed = <R,>(columns: readonly GridColumn<R>[]) => columns.some((c) => c.sum !== undefined);

const classes = ({ kind, drop }: { kind?: string; drop?: true }, own = "") =>
  [isLeft(kind) ? "left" : "", drop ? "grid-drop" : "", own].filter(Boolean).join(" ") || undefined;

function worth(value: string | number | null, kind: string | undefined): ReactNode {
  if (value === null || value === "") return "–";
  const text = String(value);
  if (isLeft(kind)) return text;
  return kind === "gain" ? <Direction of={sign(text)}>{signed(text)}</Direction> : grouped(text);
}

function Cell<R>({ column, row, head }: { column: GridColumn<R>; row: R; head: boolean }) {
  const value = column.of(row);
  const told = column.show?.(row) ?? worth(value, column.kind);
  const shown = column.kind === "name" ? <span translate="no">{told}</span> : told;
  const open = column.open?.(row);
  const bad = column.signed && typeof value === "string" && sign(value) < 0;
  const name = classes(column, bad ? "grid-bad" : "");
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

function Sums<R>({ columns }: { columns: readonly GridColumn<R>[] }) {
  const say = useSay(words);
  return (
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
  );
}

/** The rows in the order in which they are seen, and their sums. */
function fileOf<R>(columns: readonly GridColumn<R>[], rows: readonly R[], sum: string): string {
  const last: readonly null[] = isSummed(columns) ? [null] : [];
  return csv(
    columns.map((c, i) => ({
      head: c.file ?? c.head,
      of: (row: R | null) => (row !== null ? c.of(row) : (c.sum ?? (i === 0 ? sum : null))),
    })),
    [...rows, ...last],
  );
}
