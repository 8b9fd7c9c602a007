// Every month of the curve with its quotes, its fit, and what rolling to the next one earns.
import type { CurveAnalytics } from "../../api/curve";
import { lots } from "../../format/numbers";
import { useWords } from "../../i18n";

export function MonthTable({ data }: { data: CurveAnalytics }) {
  const { t } = useWords();
  const heads = [
    "study.lastDay",
    "study.days",
    "study.bid",
    "study.ask",
    "study.settlement",
    "study.change",
    "study.fitted",
    "study.residual",
    "study.interest",
    "study.volume",
    "study.rollNext",
  ] as const;
  return (
    <div className="scroll">
      <table className="wide">
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("study.month")}
            </th>
            {heads.map((h) => (
              <th key={h} scope="col">
                {t(h)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.months.map((m) => (
            <tr key={m.symbol}>
              <th scope="row" className="left">
                {m.symbol}
                {m.knownPercent !== null && (
                  <span className="muted small"> {t("study.known", { percent: m.knownPercent })}</span>
                )}
              </th>
              <td>{m.lastTradingDay}</td>
              <td>{m.days}</td>
              <td className="bid">{m.bid ?? "–"}</td>
              <td className="ask">{m.ask ?? "–"}</td>
              <td>{m.settlement}</td>
              <td>{m.change ?? "–"}</td>
              <td>{m.fit ?? "–"}</td>
              <td>{m.residualTicks ?? "–"}</td>
              <td>{m.openInterest === null ? "–" : lots(m.openInterest)}</td>
              <td>{m.volume === null ? "–" : lots(m.volume)}</td>
              <td>{m.rollPercent === null ? "–" : `${m.rollPercent}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
