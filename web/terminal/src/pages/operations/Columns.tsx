// A table whose columns are said once; it scrolls in its panel, and its region is a tab stop.
import { useId, type ReactNode } from "react";
import { Empty } from "../../panels/Panel";

export interface ColumnOf<R> {
  head: string;
  /** Text stands to the left, numbers to the right. */
  left?: boolean;
  of: (row: R) => ReactNode;
}

interface ColumnsProps<R> {
  caption: string;
  columns: readonly ColumnOf<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  empty: string;
  chosen?: (row: R) => boolean;
}

export function Columns<R>({ caption, columns, rows, rowKey, empty, chosen }: ColumnsProps<R>) {
  const id = useId();
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <>
      <h3 id={id}>{caption}</h3>
      <div className="scroll" tabIndex={0} role="region" aria-labelledby={id}>
        <table className="wide operations-table" aria-labelledby={id}>
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.head} scope="col" className={c.left ? "left" : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} aria-current={chosen?.(row) || undefined}>
                {columns.map((c, i) =>
                  i === 0 ? (
                    <th key={c.head} scope="row" className={c.left ? "left" : undefined}>
                      {c.of(row)}
                    </th>
                  ) : (
                    <td key={c.head} className={c.left ? "left" : undefined}>
                      {c.of(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
