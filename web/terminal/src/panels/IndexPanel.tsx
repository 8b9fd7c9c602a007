// An index: its value, its history over all days, and the print of any of them.
import { useMemo, useState } from "react";
import type uPlot from "uplot";
import type { IndexHistory, IndexPoint, IndexSummary } from "../api/types";
import { compare } from "../format/decimal";
import { absent, price } from "../format/numbers";
import { daySeconds } from "../format/time";
import { useWords } from "../i18n";
import { phrase } from "../i18n/phrases";
import { useFetched, useTopic } from "../state/venue";
import { axes, Chart, type Ink } from "./Chart";
import { Empty, Failed, Loading } from "./Panel";
import { PrintOf } from "./PrintPanel";

interface IndexPanelProps {
  indexes: readonly IndexSummary[] | null;
  retry: () => void;
  /** The index to show; null: none is known yet. */
  chosen: string | null;
  day: string | null;
  choose: (index: string) => void;
  chooseDay: (day: string | null) => void;
  look: string;
}

export function IndexPanel({ indexes, retry, chosen, day, choose, chooseDay, look }: IndexPanelProps) {
  const { t, language } = useWords();
  const count = useTopic("prints", (s) => s.printCount);
  const summary = indexes?.find((x) => x.index === chosen) ?? indexes?.[0];
  const name = summary?.index ?? null;
  const history = useFetched<IndexHistory>(name && `v1/indexes/${encodeURIComponent(name)}`, count);
  const failure = useTopic("board", (s) => s.failure);
  if (!indexes)
    return failure ? (
      <Failed what={t("index.title")} error={failure} retry={retry} />
    ) : (
      <Loading what={t("index.title")} rows={12} />
    );
  if (!summary) return <Empty>{t("index.none")}</Empty>;
  const points = history.data?.index === summary.index ? history.data.points : [];
  const shown = day ?? points.at(-1)?.day ?? summary.day;
  const unit = phrase(summary.unit, language);
  return (
    <div className="index">
      <div className="row">
        <label>
          <span className="hidden">{t("index.choose")}</span>
          <select value={summary.index} onChange={(e) => choose(e.target.value)}>
            {indexes.map((x) => (
              <option key={x.index} value={x.index}>
                {x.index} · {language === "zh" ? x.nameZh : x.nameEn}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="value">
        <b className="num big">{summary.value === null ? t("index.withheld") : price(summary.value)}</b>
        <span className="muted">
          {summary.currency} / <span lang={unit.lang}>{unit.text}</span>
        </span>
        <span className="num muted">{summary.day}</span>
      </div>
      {history.error && points.length === 0 ? (
        <Failed what={t("index.history")} error={history.error} retry={history.retry} />
      ) : history.loading && points.length === 0 ? (
        <Loading what={t("index.history")} rows={5} />
      ) : points.length === 0 ? (
        <Empty>{t("index.noPrints", { index: summary.index })}</Empty>
      ) : (
        <History
          points={points}
          index={summary.index}
          decimals={summary.decimals}
          day={shown}
          chooseDay={chooseDay}
          look={look}
        />
      )}
      {history.data?.note && points.length > 0 && (
        <details className="more">
          <summary>{t("index.note")}</summary>
          <p lang="en" className="muted prose">
            {history.data.note}
          </p>
        </details>
      )}
      {shown && (
        <PrintOf
          index={summary.index}
          day={shown}
          newest={day === null}
          points={points}
          chooseDay={chooseDay}
          version={count}
        />
      )}
    </div>
  );
}

interface HistoryProps {
  points: readonly IndexPoint[];
  index: string;
  decimals: number;
  day: string | null;
  chooseDay: (day: string) => void;
  look: string;
}

function History({ points, index, decimals, day, chooseDay, look }: HistoryProps) {
  const { t } = useWords();
  const data = useMemo<uPlot.AlignedData>(() => {
    const value = points.map((p) => (p.value === null ? null : Number(p.value)));
    return [points.map((p) => daySeconds(p.day)), value, value.map((v, i) => (points[i]!.tier > 1 ? v : null))];
  }, [points]);
  const valued = points.filter((p) => p.value !== null);
  const sorted = useMemo(() => valued.map((p) => p.value!).sort(compare), [points]);
  const caption = t("index.figure", {
    index,
    count: points.length,
    from: points[0]!.day,
    to: points.at(-1)!.day,
    low: sorted[0] ?? absent,
    high: sorted.at(-1) ?? absent,
    withheld: points.length - valued.length,
  });
  const [open, setOpen] = useState(false);
  return (
    <figure className="figure" aria-label={caption}>
      <div className="legend">
        <span>
          <i className="key line" />
          {t("index.full")}
        </span>
        <span>
          <i className="key fallback" />
          {t("index.fallback")}
        </span>
        {valued.length < points.length && <span className="muted">{t("index.gap")}</span>}
      </div>
      <Chart
        look={`${look} ${index} ${day}`}
        data={data}
        options={(c) => historyOptions(c, decimals, points, day, chooseDay)}
      />
      <details onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>{t("table.show")}</summary>
        {open && (
          <div className="scroll short" tabIndex={0} role="region" aria-label={t("index.history")}>
            <table>
              <tbody>
                {points.toReversed().map((p) => (
                  <tr key={p.day}>
                    <th scope="row" className="left">
                      <button type="button" className="link" onClick={() => chooseDay(p.day)}>
                        {p.day}
                      </button>
                    </th>
                    <td>{p.value === null ? t("index.withheld") : price(p.value)}</td>
                    <td className="muted">{p.tier > 0 ? t("index.tier", { tier: p.tier }) : ""}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </details>
    </figure>
  );
}

function historyOptions(
  c: Ink,
  decimals: number,
  points: readonly IndexPoint[],
  day: string | null,
  chooseDay: (day: string) => void,
): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    padding: [8, 24, 0, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
    axes: axes(c, Math.min(decimals, 2)),
    series: [
      {},
      { stroke: c.line, width: 1.5, spanGaps: false, points: { show: false } },
      { stroke: c.warn, width: 2.5, spanGaps: false, points: { show: false } },
    ],
    hooks: {
      ready: [
        (u) => {
          // A press without a drag chooses the day under it; a drag zooms, a double click shows all again.
          let from = 0;
          u.over.addEventListener("mousedown", (e) => (from = e.clientX));
          u.over.addEventListener("mouseup", (e) => {
            const point = u.cursor.idx == null ? undefined : points[u.cursor.idx];
            if (Math.abs(e.clientX - from) < 3 && point) chooseDay(point.day);
          });
        },
      ],
      draw: [
        (u) => {
          if (!day) return;
          const x = Math.round(u.valToPos(daySeconds(day), "x", true)) + 0.5;
          u.ctx.save();
          u.ctx.strokeStyle = c.text;
          u.ctx.lineWidth = 1;
          u.ctx.setLineDash([3, 3]);
          u.ctx.beginPath();
          u.ctx.moveTo(x, u.bbox.top);
          u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
          u.ctx.stroke();
          u.ctx.restore();
        },
      ],
      setCursor: [
        (u) => {
          const point = u.cursor.idx == null ? undefined : points[u.cursor.idx];
          u.over.title = point ? `${point.day}  ${point.value ?? absent}` : "";
        },
      ],
    },
  };
}
