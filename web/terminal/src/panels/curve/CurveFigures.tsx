// The curve with quotes and fit over last trading days, and its slope split over the days gone by.
import { useMemo } from "react";
import uPlot from "uplot";
import type { CurveAnalytics } from "../../api/curve";
import { daySeconds } from "../../format/time";
import { useWords } from "../../i18n";
import { axes, Chart, type Ink } from "../Chart";
import { Empty } from "../Panel";

/** For drawing only: the eye needs no more digits than a binary fraction has. */
const drawn = (text: string | null): number | null => (text === null ? null : Number(text));

const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

export function CurveFigure({ data, look }: { data: CurveAnalytics; look: string }) {
  const { t } = useWords();
  const series = useMemo<uPlot.AlignedData>(
    () => [
      data.months.map((m) => daySeconds(m.lastTradingDay)),
      data.months.map((m) => drawn(m.settlement)),
      data.months.map((m) => drawn(m.fit)),
      data.months.map((m) => drawn(m.bid)),
      data.months.map((m) => drawn(m.ask)),
    ],
    [data],
  );
  if (data.months.length === 0) return <Empty>{t("study.empty")}</Empty>;
  const decimals = decimalsOf(data.months[0]!.settlement);
  return (
    <figure className="figure" aria-label={t("study.figure", { contract: data.contract, day: data.day })}>
      <div className="legend">
        <span>
          <i className="key dot" />
          {t("study.settlement")}
        </span>
        <span>
          <i className="key line" />
          {data.fit.why ? t("study.noFit", { why: data.fit.why }) : t("study.fit", { ticks: data.fit.rmseTicks ?? "" })}
        </span>
        <span>
          <i className="key spot" />
          {t("study.bidAsk")}
        </span>
      </div>
      <Chart look={look} data={series} options={(c) => curveOptions(c, Math.min(decimals, 3))} />
    </figure>
  );
}

/** A bar from bid to ask at each month that has both. */
function bars(colour: string): uPlot.Hooks.Arrays["draw"] {
  return [
    (u) => {
      const [x, , , bid, ask] = u.data;
      u.ctx.save();
      u.ctx.strokeStyle = colour;
      u.ctx.lineWidth = 3 * devicePixelRatio;
      x.forEach((at, i) => {
        const [low, high] = [bid![i], ask![i]];
        if (low == null || high == null) return;
        const place = u.valToPos(at, "x", true);
        u.ctx.beginPath();
        u.ctx.moveTo(place, u.valToPos(low, "y", true));
        u.ctx.lineTo(place, u.valToPos(high, "y", true));
        u.ctx.stroke();
      });
      u.ctx.restore();
    },
  ];
}

function curveOptions(c: Ink, decimals: number): Omit<uPlot.Options, "width" | "height"> {
  const unseen = { stroke: c.warn, width: 0, paths: () => null, points: { show: false } };
  return {
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 24, 0, 0],
    scales: { x: { time: true, range: (_, min, max) => [min - (max - min) * 0.03, max + (max - min) * 0.03] } },
    axes: axes(c, decimals),
    hooks: { draw: bars(c.warn)! },
    series: [
      {},
      { stroke: c.text, width: 0, paths: () => null, points: { show: true, size: 7, fill: c.text } },
      { stroke: c.line, width: 2, spanGaps: true, points: { show: false } },
      unseen,
      unseen,
    ],
  };
}

export function HistoryFigure({ data, look }: { data: CurveAnalytics; look: string }) {
  const { t } = useWords();
  const known = useMemo(() => data.history.filter((h) => h.scarcityPercent !== null), [data]);
  const series = useMemo<uPlot.AlignedData>(
    () => [
      known.map((h) => daySeconds(h.day)),
      known.map((h) => drawn(h.frontYieldPercent)),
      known.map((h) => drawn(h.trendPercent)),
      known.map((h) => drawn(h.scarcityPercent)),
    ],
    [known],
  );
  if (known.length < 2) return <Empty>{t("study.noHistory")}</Empty>;
  return (
    <figure className="figure" aria-label={t("study.history")}>
      <div className="legend">
        <span>
          <i className="key dot" />
          {t("study.front")}
        </span>
        <span>
          <i className="key spot" />
          {t("study.trend")}
        </span>
        <span>
          <i className="key line" />
          {t("study.scarcity")}
        </span>
        <span className="muted unit">{t("study.percentYear")}</span>
      </div>
      <Chart look={look} data={series} options={historyOptions} />
    </figure>
  );
}

function historyOptions(c: Ink): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 24, 0, 0],
    axes: axes(c, 0),
    series: [
      {},
      { stroke: c.text, width: 1 },
      { stroke: c.warn, width: 2, dash: [6, 4] },
      { stroke: c.line, width: 2 },
    ],
  };
}
