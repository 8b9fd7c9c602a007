// An index: its value and history, and for any day what the print used, with which weight, and what it left out and why.
import { useMemo, useState } from "react";
import type uPlot from "uplot";
import type { Constituent, IndexHistory, IndexPoint, IndexSummary, Observation, Print } from "../api/types";
import { compare } from "../format/decimal";
import { absent, atMost, price, weight } from "../format/numbers";
import { daySeconds } from "../format/time";
import { useWords } from "../i18n";
import { phrase, reasonOf } from "../i18n/phrases";
import { isMissing, useFetched, useTopic } from "../state/venue";
import { axes, Chart, type Ink } from "./Chart";
import { Empty, Failed, Loading } from "./Panel";

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
  if (!indexes) return failure ? <Failed what={t("index.title")} error={failure} retry={retry} /> : <Loading what={t("index.title")} rows={12} />;
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
            {indexes.map((x) => <option key={x.index} value={x.index}>{x.index} · {language === "zh" ? x.nameZh : x.nameEn}</option>)}
          </select>
        </label>
      </div>
      <div className="value">
        <b className="num big">{summary.value === null ? t("index.withheld") : price(summary.value)}</b>
        <span className="muted">{summary.currency} / <span lang={unit.lang}>{unit.text}</span></span>
        <span className="num muted">{summary.day}</span>
      </div>
      {history.error && points.length === 0 ? <Failed what={t("index.history")} error={history.error} retry={history.retry} />
        : history.loading && points.length === 0 ? <Loading what={t("index.history")} rows={5} />
          : points.length === 0 ? <Empty>{t("index.noPrints", { index: summary.index })}</Empty>
            : <History points={points} index={summary.index} decimals={summary.decimals} day={shown} chooseDay={chooseDay} look={look} />}
      {history.data?.note && points.length > 0 && <details className="more"><summary>{t("index.note")}</summary><p lang="en" className="muted prose">{history.data.note}</p></details>}
      {shown && <PrintOf index={summary.index} day={shown} newest={day === null} points={points} chooseDay={chooseDay} version={count} />}
    </div>
  );
}

interface HistoryProps { points: readonly IndexPoint[]; index: string; decimals: number; day: string | null; chooseDay: (day: string) => void; look: string }

function History({ points, index, decimals, day, chooseDay, look }: HistoryProps) {
  const { t } = useWords();
  const data = useMemo<uPlot.AlignedData>(() => {
    const value = points.map((p) => (p.value === null ? null : Number(p.value)));
    return [points.map((p) => daySeconds(p.day)), value, value.map((v, i) => (points[i]!.tier > 1 ? v : null))];
  }, [points]);
  const valued = points.filter((p) => p.value !== null);
  const sorted = useMemo(() => valued.map((p) => p.value!).sort(compare), [points]);
  const caption = t("index.figure", {
    index, count: points.length, from: points[0]!.day, to: points.at(-1)!.day, low: sorted[0] ?? absent, high: sorted.at(-1) ?? absent,
    withheld: points.length - valued.length,
  });
  const [open, setOpen] = useState(false);
  return (
    <figure className="figure" aria-label={caption}>
      <div className="legend">
        <span><i className="key line" />{t("index.full")}</span>
        <span><i className="key fallback" />{t("index.fallback")}</span>
        {valued.length < points.length && <span className="muted">{t("index.gap")}</span>}
      </div>
      <Chart look={`${look} ${index} ${day}`} data={data} options={(c) => historyOptions(c, decimals, points, day, chooseDay)} />
      <details onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>{t("table.show")}</summary>
        {open && (
          <div className="scroll short" tabIndex={0} role="region" aria-label={t("index.history")}>
            <table>
              <tbody>
                {points.toReversed().map((p) => (
                  <tr key={p.day}>
                    <th scope="row" className="left"><button type="button" className="link" onClick={() => chooseDay(p.day)}>{p.day}</button></th>
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

function historyOptions(c: Ink, decimals: number, points: readonly IndexPoint[], day: string | null, chooseDay: (day: string) => void): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
    axes: axes(c, Math.min(decimals, 2)),
    series: [{}, { stroke: c.line, width: 1.5, spanGaps: false, points: { show: false } }, { stroke: c.warn, width: 2.5, spanGaps: false, points: { show: false } }],
    hooks: {
      ready: [(u) => {
        // A press without a drag chooses the day under it; a drag zooms, a double click shows all again.
        let from = 0;
        u.over.addEventListener("mousedown", (e) => (from = e.clientX));
        u.over.addEventListener("mouseup", (e) => {
          const point = u.cursor.idx == null ? undefined : points[u.cursor.idx];
          if (Math.abs(e.clientX - from) < 3 && point) chooseDay(point.day);
        });
      }],
      draw: [(u) => {
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
      }],
      setCursor: [(u) => {
        const point = u.cursor.idx == null ? undefined : points[u.cursor.idx];
        u.over.title = point ? `${point.day}  ${point.value ?? absent}` : "";
      }],
    },
  };
}

interface PrintProps { index: string; day: string; newest: boolean; points: readonly IndexPoint[]; chooseDay: (day: string | null) => void; version: number }

function PrintOf({ index, day, newest, points, chooseDay, version }: PrintProps) {
  const { t, language } = useWords();
  const print = useFetched<Print>(`v1/indexes/${encodeURIComponent(index)}/prints/${day}`, newest ? version : 0);
  const at = points.findIndex((p) => p.day === day);
  const before = points[at - 1]?.day;
  const after = at < 0 ? undefined : points[at + 1]?.day;
  const data = print.data?.index === index ? print.data : null;
  const tier = data ? phrase(data.tierName, language) : null;
  return (
    <section className="print" aria-label={t("index.print")}>
      <div className="row">
        <h3>{t("index.print")}</h3>
        <button type="button" className="small" disabled={!before} onClick={() => before && chooseDay(before)} aria-label={t("index.previousDay")}>◀</button>
        <DayField key={day} day={day} points={points} chooseDay={chooseDay} />
        <button type="button" className="small" disabled={!after} onClick={() => after && chooseDay(after)} aria-label={t("index.nextDay")}>▶</button>
        <button type="button" className="small" aria-pressed={newest} onClick={() => chooseDay(null)}>{t("index.newest")}</button>
      </div>
      {print.error && !data ? (isMissing(print.error) ? <Empty>{t("index.noPrintOfDay", { index, day })}</Empty> : <Failed what={t("index.print")} error={print.error} retry={print.retry} />)
        : !data || !tier ? <Loading what={t("index.print")} rows={6} />
          : (
            <>
              <div className="row wrap facts">
                <b className="num">{data.value === null ? t("index.withheld") : price(data.value)}</b>
                <span className={`badge ${data.tier === 1 ? "good" : data.value === null ? "bad" : "warn"}`}>
                  {data.tier > 0 && `${t("index.tier", { tier: data.tier })} · `}<span lang={tier.lang}>{tier.text}</span>
                </span>
                <span className="muted">{t("index.version", { version: data.version })}</span>
              </div>
              <Used print={data} />
              <LeftOut print={data} />
            </>
          )}
    </section>
  );
}

/** A day in digits: the browser's own field would write it in its own order. */
function DayField({ day, points, chooseDay }: { day: string; points: readonly IndexPoint[]; chooseDay: (day: string) => void }) {
  const { t } = useWords();
  const [text, setText] = useState(day);
  const known = text === day || points.some((p) => p.day === text);
  return (
    <input className="num day" inputMode="numeric" maxLength={10} value={text} aria-label={t("index.print")} aria-invalid={!known}
      title={t("index.dayWrong", { from: points[0]?.day ?? absent, to: points.at(-1)?.day ?? absent })}
      onChange={(e) => {
        setText(e.target.value);
        if (points.some((p) => p.day === e.target.value)) chooseDay(e.target.value);
      }}
      onBlur={() => setText(day)} />
  );
}

function Used({ print }: { print: Print }) {
  const { t } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  if (print.used.length === 0) return null;
  const evidence = print.used.find((c) => c.name === open);
  return (
    <>
      <table className="constituents">
        <caption>{t("index.used")} <span className="muted">{print.used.length}</span></caption>
        <thead>
          <tr>
            <th scope="col" className="left">{t("index.name")}</th>
            <th scope="col">{t("index.constituentValue")}</th>
            <th scope="col">{t("index.weight")}</th>
            <th scope="col">{t("index.rests")}</th>
          </tr>
        </thead>
        <tbody>
          {print.used.map((c) => (
            <tr key={c.name}>
              <th scope="row" className="left">{c.name}</th>
              <td>{atMost(c.value, print.decimals)}</td>
              <td>{weight(c.weightPpm)}</td>
              <td>
                <button type="button" className="link" aria-expanded={open === c.name} aria-label={t("index.evidence", { name: c.name })}
                  onClick={() => setOpen(open === c.name ? null : c.name)}>{t("index.observations", { count: c.observations.length })}</button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {evidence && <Evidence constituent={evidence} all={print.observations} />}
    </>
  );
}

function Evidence({ constituent, all }: { constituent: Constituent; all: readonly Observation[] }) {
  const { t } = useWords();
  const wanted = new Set(constituent.observations);
  return (
    <div className="scroll short" tabIndex={0} role="region" aria-label={t("index.evidence", { name: constituent.name })}>
      <table className="evidence">
        <caption>{t("index.evidence", { name: constituent.name })}</caption>
        <thead>
          <tr>
            <th scope="col" className="left">{t("index.seen")}</th><th scope="col" className="left">{t("index.seller")}</th>
            <th scope="col" className="left">{t("index.item")}</th><th scope="col" className="left">{t("index.class")}</th>
            <th scope="col">{t("index.price")}</th><th scope="col" className="left">{t("index.source")}</th>
          </tr>
        </thead>
        <tbody>
          {all.filter((o) => wanted.has(o.sequence)).slice(0, 200).map((o) => (
            <tr key={o.sequence} lang="en">
              <td className="left">{o.seen}</td><td className="left">{o.seller}</td><td className="left">{o.item}</td><td className="left">{o.class}</td>
              <td>{o.price === null ? absent : `${o.price} ${o.currency}`}</td><td className="left muted">{o.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const few = 8;

function LeftOut({ print }: { print: Print }) {
  const { t, language } = useWords();
  const [all, setAll] = useState(false);
  const rows = all ? print.leftOut : print.leftOut.slice(0, few);
  if (print.leftOut.length === 0) return null;
  return (
    <>
      <table className="constituents">
        <caption>{t("index.leftOut")} <span className="muted">{print.leftOut.length}</span></caption>
        <thead>
          <tr><th scope="col" className="left">{t("index.name")}</th><th scope="col">{t("index.constituentValue")}</th><th scope="col" className="left">{t("index.reason")}</th></tr>
        </thead>
        <tbody>
          {rows.map((c, i) => {
            const { why, offers } = reasonOf(c.reason, language);
            return (
              <tr key={`${c.name} ${i}`}>
                <th scope="row" className="left">{c.name}</th>
                <td>{atMost(c.value, print.decimals)}</td>
                <td className="left muted words">
                  <span lang={why.lang}>{why.text}</span>
                  {offers.length === 1 && <span className="offers" lang="en">{offers[0]}</span>}
                  {offers.length > 1 && (
                    <details><summary>{t("index.offers", { count: offers.length })}</summary><span className="offers" lang="en">{offers.join(", ")}</span></details>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {print.leftOut.length > few && (
        <button type="button" className="small" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t("index.showFew") : t("index.showAll", { count: print.leftOut.length })}</button>
      )}
    </>
  );
}
