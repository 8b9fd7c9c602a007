// Every month of the curve with its quotes, its fit, and what rolling to the next one earns; the same as a file.
import type { CurveAnalytics } from "../../api/curve";
import { csv, fileName } from "../../format/csv";
import { sign } from "../../format/decimal";
import { absent, arrow, lots } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { save } from "../../panels/download";
import { words as figures } from "../../panels/figure/words";
import { Direction } from "../../panels/Panel";
import { Scrolled } from "./tab";
import { words } from "./words";

type Month = CurveAnalytics["months"][number];

export function MonthTable({ data, open }: { data: CurveAnalytics; open: (symbol: string) => void }) {
  const say = useSay(words);
  const sayFigure = useSay(figures);
  const columns: { head: string; of: (m: Month) => string | number | null }[] = [
    { head: say("lastDay"), of: (m) => m.lastTradingDay },
    { head: say("days"), of: (m) => m.days },
    { head: say("bid"), of: (m) => m.bid },
    { head: say("ask"), of: (m) => m.ask },
    { head: say("settlement"), of: (m) => m.settlement },
    { head: say("change"), of: (m) => m.change },
    { head: say("fit"), of: (m) => m.fit },
    { head: say("residual"), of: (m) => m.residualTicks },
    { head: say("interest"), of: (m) => m.openInterest },
    { head: say("volume"), of: (m) => m.volume },
    { head: say("rollNext"), of: (m) => m.rollPercent },
  ];
  const file = () => csv([{ head: say("month"), of: (m: Month) => m.symbol }, ...columns], data.months);
  return (
    <>
      <div className="curve-tools">
        <button
          type="button"
          className="small"
          aria-label={sayFigure("csv", { title: say("months.title") })}
          onClick={() => save(file(), fileName("curve-months", `${data.contract}-${data.day}`))}
        >
          CSV
        </button>
      </div>
      <Scrolled label={say("months.title")}>
        <table className="wide">
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("month")}
              </th>
              {columns.map((c) => (
                <th key={c.head} scope="col" title={c.head === say("change") ? say("changeTitle") : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.months.map((m) => (
              <tr key={m.symbol}>
                <th scope="row" className="left">
                  <button type="button" className="link" onClick={() => open(m.symbol)}>
                    {m.symbol}
                  </button>
                  {m.knownPercent !== null && (
                    <span className="muted small"> {say("known", { percent: m.knownPercent })}</span>
                  )}
                </th>
                {columns.map((c) => (
                  <td key={c.head}>
                    {c.head === say("change") && m.change !== null ? (
                      <Change of={m.change} />
                    ) : (
                      shown(c.of(m))
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </>
  );
}

/** The venue writes a plus before a rise; decimals know only the minus. */
function Change({ of: text }: { of: string }) {
  const plain = text.replace(/^\+/, "");
  return <Direction of={sign(plain)}>{`${arrow(plain)}${text}`}</Direction>;
}

const shown = (value: string | number | null) =>
  value === null ? absent : typeof value === "number" ? lots(value) : value;
