// One print of an index: what it used and with which weight, what that rests on, and what it left out and why.
import { useState } from "react";
import type { Constituent, Diagnostics, IndexPoint, Observation, Print } from "../api/types";
import { absent, withPlaces, price, weight } from "../format/numbers";
import { useWords } from "../i18n";
import { phrase, reasonOf } from "../i18n/phrases";
import { isMissing, useFetched } from "../state/venue";
import { Empty, Failed, Loading } from "./Panel";

interface PrintProps {
  index: string;
  day: string;
  newest: boolean;
  points: readonly IndexPoint[];
  chooseDay: (day: string | null) => void;
  version: number;
}

/** The print of a day, with the way to other days. */
export function PrintOf({ index, day, newest, points, chooseDay, version }: PrintProps) {
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
        <button
          type="button"
          className="small"
          disabled={!before}
          onClick={() => before && chooseDay(before)}
          aria-label={t("index.previousDay")}
        >
          ◀
        </button>
        <DayField key={day} day={day} points={points} chooseDay={chooseDay} />
        <button
          type="button"
          className="small"
          disabled={!after}
          onClick={() => after && chooseDay(after)}
          aria-label={t("index.nextDay")}
        >
          ▶
        </button>
        <button type="button" className="small" aria-pressed={newest} onClick={() => chooseDay(null)}>
          {t("index.newest")}
        </button>
      </div>
      {print.error && !data ? (
        isMissing(print.error) ? (
          <Empty>{t("index.noPrintOfDay", { index, day })}</Empty>
        ) : (
          <Failed what={t("index.print")} error={print.error} retry={print.retry} />
        )
      ) : !data || !tier ? (
        <Loading what={t("index.print")} rows={6} />
      ) : (
        <>
          <div className="row wrap facts">
            <b className="num">{data.value === null ? t("index.withheld") : price(data.value)}</b>
            <span className={`badge ${data.tier === 1 ? "good" : data.value === null ? "bad" : "warn"}`}>
              {data.tier > 0 && `${t("index.tier", { tier: data.tier })} · `}
              <span lang={tier.lang}>{tier.text}</span>
            </span>
            <span className="muted">{t("index.version", { version: data.version })}</span>
          </div>
          {data.diagnostics && <Firmness of={data.diagnostics} />}
          <Used print={data} />
          <LeftOut print={data} />
        </>
      )}
    </section>
  );
}

/** Breadth, coverage, and how far the other constructions stood. */
function Firmness({ of }: { of: Diagnostics }) {
  const { t } = useWords();
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const facts = [
    t("index.contributors", { count: of.contributors, effective: of.effectiveNumber.toFixed(2) }),
    t("index.largest", { share: share(of.largestShare) }),
  ];
  if (of.coverage !== undefined) facts.push(t("index.coverage", { share: share(of.coverage) }));
  if (of.deals !== undefined) facts.push(t(of.simulated ? "index.simulatedDeals" : "index.deals", { count: of.deals }));
  const tiers = of.tiers?.map((tier) =>
    tier.effect === undefined
      ? t("index.tierAlone", { tier: tier.tier, share: share(tier.share), count: tier.rows })
      : t("index.tierEffect", {
          tier: tier.tier,
          share: share(tier.share),
          count: tier.rows,
          effect: `${tier.effect > 0 ? "+" : ""}${share(tier.effect)}`,
        }),
  );
  return (
    <p className="muted small">
      {tiers && <span className="tiers">{tiers.join(" · ")} · </span>}
      {facts.join(" · ")}
      {of.shadows?.map((s) => (
        <span key={s.index} className={s.alarm ? "bad" : undefined}>
          {" · "}
          {t("index.shadow", { index: s.index, share: share(s.divergence), day: s.day })}
        </span>
      ))}
    </p>
  );
}

/** A day in digits: the browser's own field would write it in its own order. */
function DayField({
  day,
  points,
  chooseDay,
}: {
  day: string;
  points: readonly IndexPoint[];
  chooseDay: (day: string) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState(day);
  const known = text === day || points.some((p) => p.day === text);
  return (
    <input
      className="num day"
      inputMode="numeric"
      maxLength={10}
      value={text}
      aria-label={t("index.print")}
      aria-invalid={!known}
      title={t("index.dayWrong", { from: points[0]?.day ?? absent, to: points.at(-1)?.day ?? absent })}
      onChange={(e) => {
        setText(e.target.value);
        if (points.some((p) => p.day === e.target.value)) chooseDay(e.target.value);
      }}
      onBlur={() => setText(day)}
    />
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
        <caption>
          {t("index.used")} <span className="muted">{print.used.length}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("index.name")}
            </th>
            <th scope="col">{t("index.constituentValue")}</th>
            <th scope="col">{t("index.weight")}</th>
            <th scope="col">{t("index.rests")}</th>
          </tr>
        </thead>
        <tbody>
          {print.used.map((c) => (
            <tr key={c.name}>
              <th scope="row" className="left">
                {c.name}
              </th>
              <td>{withPlaces(c.value, print.decimals)}</td>
              <td>{weight(c.weightPpm)}</td>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-expanded={open === c.name}
                  aria-label={t("index.evidenceOpen", { name: c.name, count: c.observations.length })}
                  onClick={() => setOpen(open === c.name ? null : c.name)}
                >
                  {t("index.observations", { count: c.observations.length })}
                </button>
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
    <div
      className="scroll short"
      tabIndex={0}
      role="region"
      aria-label={t("index.evidence", { name: constituent.name })}
    >
      <table className="evidence">
        <caption>{t("index.evidence", { name: constituent.name })}</caption>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("index.seen")}
            </th>
            <th scope="col" className="left">
              {t("index.seller")}
            </th>
            <th scope="col" className="left">
              {t("index.item")}
            </th>
            <th scope="col" className="left">
              {t("index.class")}
            </th>
            <th scope="col">{t("index.price")}</th>
            <th scope="col" className="left">
              {t("index.source")}
            </th>
          </tr>
        </thead>
        <tbody>
          {all
            .filter((o) => wanted.has(o.sequence))
            .slice(0, 200)
            .map((o) => (
              <tr key={o.sequence} lang="en">
                <td className="left">{o.seen}</td>
                <td className="left">{o.seller}</td>
                <td className="left">{o.item}</td>
                <td className="left">{o.class}</td>
                <td>{o.price === null ? absent : `${o.price} ${o.currency}`}</td>
                <td className="left muted">{o.source}</td>
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
        <caption>
          {t("index.leftOut")} <span className="muted">{print.leftOut.length}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="left">
              {t("index.name")}
            </th>
            <th scope="col">{t("index.constituentValue")}</th>
            <th scope="col" className="left">
              {t("index.reason")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c, i) => {
            const { why, offers } = reasonOf(c.reason, language);
            return (
              <tr key={`${c.name} ${i}`}>
                <th scope="row" className="left">
                  {c.name}
                </th>
                <td>{withPlaces(c.value, print.decimals)}</td>
                <td className="left muted words">
                  <span lang={why.lang}>{why.text}</span>
                  {offers.length === 1 && (
                    <span className="offers" lang="en">
                      {offers[0]}
                    </span>
                  )}
                  {offers.length > 1 && (
                    <details>
                      <summary>{t("index.offers", { count: offers.length })}</summary>
                      <span className="offers" lang="en">
                        {offers.join(", ")}
                      </span>
                    </details>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {print.leftOut.length > few && (
        <button type="button" className="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("index.showFew") : t("index.showAll", { count: print.leftOut.length })}
        </button>
      )}
    </>
  );
}
