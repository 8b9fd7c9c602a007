// Calendar spreads: settlements on the diagonal, near less far below it, scores over the past above it.
import type { CurveAnalytics } from "../../api/curve";
import { useWords } from "../../i18n";

export function SpreadMatrix({ data }: { data: CurveAnalytics }) {
  const { t } = useWords();
  const { contracts, spreads, butterflies, window, leastDays } = data.spreads;
  const pairs = new Map(spreads.map((s) => [`${s.near} ${s.far}`, s]));
  return (
    <div className="scroll study-box">
      <table className="matrix">
        <thead>
          <tr>
            <td />
            {contracts.map((c) => (
              <th key={c} scope="col">
                {c.split("-").at(-1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contracts.map((row, i) => (
            <tr key={row}>
              <th scope="row" className="left">
                {row}
              </th>
              {contracts.map((column, j) => {
                if (i === j) return <td key={column}>{data.months[i]?.settlement}</td>;
                const pair = pairs.get(i > j ? `${column} ${row}` : `${row} ${column}`);
                if (i > j) return <td key={column}>{pair?.price}</td>;
                return (
                  <td key={column} className="z" title={t("study.zDays", { days: pair?.days ?? 0 })}>
                    {pair?.z ?? "·"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">{t("study.matrix", { window, least: leastDays })}</p>
      {butterflies.length > 0 && (
        <details>
          <summary>{t("study.butterflies")}</summary>
          <table>
            <tbody>
              {butterflies.map((b) => (
                <tr key={b.middle}>
                  <th scope="row" className="left">
                    {`${b.near} − 2 ${b.middle} + ${b.far}`}
                  </th>
                  <td>{b.price}</td>
                  <td className="z">{b.z ?? "·"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
