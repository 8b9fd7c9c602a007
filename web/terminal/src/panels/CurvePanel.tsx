// The forward curve of one product: settlement and last price by month, the index beside them, and what the shape
// is called.
import { useEffect, useMemo, useState } from "react";
import type uPlot from "uplot";
import type { IndexSummary, Instrument } from "../api/types";
import { price } from "../format/numbers";
import { daySeconds } from "../format/time";
import { shapeOf } from "../format/curve";
import { useWords, type Key } from "../i18n";
import { shortUnit } from "../i18n/phrases";
import { useBeginning } from "../state/beginning";
import { useTopic, useVenue } from "../state/venue";
import { axes, Chart, type Ink } from "./Chart";
import { Empty, Failed, Loading, Panel } from "./Panel";

/** Between two drawings, milliseconds. */
const pace = 500;

export function CurvePanel({
  contract,
  indexes,
  look,
}: {
  contract: string | null;
  indexes: readonly IndexSummary[];
  look: string;
}) {
  const { t, language } = useWords();
  const rows = useRows(contract);
  const first = rows[0];
  const short = first ? shortUnit(first.quote) : null;
  const points = rows
    .map((r) => ({ symbol: r.symbol, value: r.settlement ?? r.previousSettlement ?? r.last }))
    .filter((p) => p.value !== null);
  const shape = shapeOf(points as { symbol: string; value: string }[]);
  const known = useTopic("board", (s) => s.boardKnown);
  const failure = useTopic("board", (s) => s.failure);
  const begin = useBeginning();
  const hedges = language === "zh" ? first?.hedgesZh : first?.hedgesEn;
  return (
    <Panel
      id="curve"
      live
      title={
        <>
          {t("curve.title")} {contract && <b>{contract}</b>}
        </>
      }
      tools={
        shape && (
          <>
            <span className="badge shape">{t(`curve.${shape.name}` as Key)}</span>
            <span className="muted shape-text">
              {t(`curve.${shape.name}Text` as Key, { near: shape.near, far: shape.far, percent: shape.percent })}
            </span>
          </>
        )
      }
    >
      {hedges && (
        <p className="note muted small">
          <b>{t("curve.hedges", { contract: contract ?? "" })}.</b> {hedges}
        </p>
      )}
      {!known && failure ? (
        <Failed what={t("curve.title")} error={failure} retry={begin} />
      ) : !known ? (
        <Loading what={t("curve.title")} rows={5} />
      ) : !shape || !first ? (
        <Empty>{t("curve.empty")}</Empty>
      ) : (
        <Figure
          rows={rows}
          spot={indexes.find((x) => x.index === first.index)}
          look={`${look} ${contract}`}
          unit={short ? t(short) : first.quote}
          caption={t("curve.figure", {
            contract: first.contract,
            state: t(`curve.${shape.name}` as Key),
            text: t(`curve.${shape.name}Text` as Key, { near: shape.near, far: shape.far, percent: shape.percent }),
          })}
        />
      )}
    </Panel>
  );
}

/** The months of a product, at most twice a second: the same rows that the board shows. */
function useRows(contract: string | null): readonly Instrument[] {
  const { store } = useVenue();
  const [rows, setRows] = useState<readonly Instrument[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      setRows(
        [...store.rows.values()]
          .filter((r) => r.contract === contract && !r.spread)
          .sort((a, b) => a.lastTradingDay.localeCompare(b.lastTradingDay)),
      );
    };
    const told = () => {
      timer ??= setTimeout(take, pace);
    };
    take();
    const leave = [store.subscribe(`contract:${contract}`, told), store.subscribe("board", told)];
    return () => {
      leave.forEach((f) => f());
      clearTimeout(timer);
    };
  }, [store, contract]);
  return rows;
}

interface FigureProps {
  rows: readonly Instrument[];
  spot: IndexSummary | undefined;
  look: string;
  unit: string;
  caption: string;
}

function Figure({ rows, spot, look, unit, caption }: FigureProps) {
  const { t } = useWords();
  const data = useMemo(() => drawing(rows, spot), [rows, spot]);
  const decimals = rows[0]!.priceDecimals;
  return (
    <figure className="figure" aria-label={caption}>
      <div className="legend">
        <span>
          <i className="key line" />
          {t("curve.settlement")}
        </span>
        <span>
          <i className="key dot" />
          {t("curve.last")}
        </span>
        {spot?.value && (
          <span>
            <i className="key spot" />
            {t("curve.spot")} {spot.index} <b className="num">{price(spot.value)}</b>{" "}
            <span className="muted">{spot.day}</span>
          </span>
        )}
        <span className="muted unit">{unit}</span>
      </div>
      <Chart look={look} data={data} options={(c) => options(c, decimals)} />
      <details>
        <summary>{t("table.show")}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col" className="left">
                {t("curve.month")}
              </th>
              <th scope="col">{t("curve.settlement")}</th>
              <th scope="col">{t("curve.last")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r.symbol}>
                <th scope="row" className="left">
                  {r.symbol}
                </th>
                <td>{price(r.settlement ?? r.previousSettlement)}</td>
                <td>{price(r.volume > 0 ? r.last : null)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** For drawing only: the eye needs no more digits than a binary fraction has. */
const drawn = (text: string | null | undefined): number | null => (text == null ? null : Number(text));

function drawing(rows: readonly Instrument[], spot: IndexSummary | undefined): uPlot.AlignedData {
  const x = rows.map((r) => daySeconds(r.lastTradingDay));
  const settlement = rows.map((r) => drawn(r.settlement ?? r.previousSettlement));
  // A last price of an earlier day is no news about today's curve.
  const last = rows.map((r) => (r.volume > 0 ? drawn(r.last) : null));
  const index: (number | null)[] = rows.map(() => null);
  if (spot?.day && spot.value !== null) {
    // The print lies before every month's end as a rule; on equal days it takes the month's own place.
    const day = daySeconds(spot.day);
    const at = x.findIndex((s) => s >= day);
    const place = at < 0 ? x.length : at;
    if (x[place] === day) {
      index[place] = drawn(spot.value);
    } else {
      x.splice(place, 0, day);
      settlement.splice(place, 0, null);
      last.splice(place, 0, null);
      index.splice(place, 0, drawn(spot.value));
    }
  }
  return [x, settlement, last, index];
}

function options(c: Ink, decimals: number): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    padding: [8, 24, 0, 0],
    scales: { x: { time: true, range: (_, min, max) => [min - (max - min) * 0.03, max + (max - min) * 0.03] } },
    axes: axes(c, Math.min(decimals, 3)),
    series: [
      {},
      { stroke: c.line, width: 2, spanGaps: true, points: { show: true, size: 5, fill: c.panel } },
      { stroke: c.text, width: 0, paths: () => null, points: { show: true, size: 5, fill: c.text } },
      {
        stroke: c.warn,
        width: 0,
        paths: () => null,
        points: { show: true, size: 10, fill: c.warn, stroke: c.panel, width: 1.5 },
      },
    ],
  };
}
