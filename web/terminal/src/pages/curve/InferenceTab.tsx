// What turning GPU hours into tokens earns, at published terms or at one's own, and the lots of each leg.
import { useState } from "react";
import { RequestFailed } from "../../api/client";
import type { CurveInferenceAnswer } from "../../api/curve-papers";
import { useSay } from "../../i18n/words";
import { Figure } from "../../panels/figure/Figure";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { byDay, byName } from "./series";
import { Recipe } from "./Recipe";
import { Because, Scrolled, Why, type TabProps } from "./tab";
import { words } from "./words";

const terms = { h: "throughput", u: "utilisation", r: "rate", c: "otherCost", m: "millions" } as const;
type Term = keyof typeof terms;
const names = Object.keys(terms) as Term[];
const number = /^\d{1,12}(\.\d{1,8})?$/;

export function InferenceTab(props: TabProps) {
  const { data, view, change, at, version, look } = props;
  const say = useSay(words);
  const given = Object.fromEntries(
    names.flatMap((n) => (number.test(view.at[`.${n}`] ?? "") ? [[n, view.at[`.${n}`]!]] : [])),
  ) as Partial<Record<Term, string>>;
  const query = names.flatMap((n) => (given[n] === undefined ? [] : [`${terms[n]}=${given[n]}`]));
  const path = [at.slice(1), ...query].filter((q) => q !== "").join("&");
  const asked = useFetched<CurveInferenceAnswer>(
    `v1/curve/${data.contract}/inference${path === "" ? "" : `?${path}`}`,
    version,
  );
  const paper = asked.data?.contract === data.contract ? asked.data : null;
  const use = (wanted: Partial<Record<Term, string>>) => {
    const rest = Object.fromEntries(Object.entries(view.at).filter(([key]) => !names.some((n) => key === `.${n}`)));
    change({ at: { ...rest, ...Object.fromEntries(Object.entries(wanted).map(([n, text]) => [`.${n}`, text])) } });
  };
  return (
    <div className="curve-page">
      <Panel id="curve-inference" title={say("tab.inference")}>
        {asked.error instanceof RequestFailed || !paper ? (
          asked.error ? (
            <Refused error={asked.error} retry={asked.retry} />
          ) : (
            <Loading what={say("waiting")} rows={10} />
          )
        ) : paper.inference.why !== null ? (
          <Empty>
            <Why sentence={(why) => say("noInference", { why })} why={paper.inference.why} />
          </Empty>
        ) : (
          <Spread paper={paper} look={look} />
        )}
      </Panel>
      <Panel id="curve-terms" title={say("inference.terms")}>
        <Terms key={query.join()} given={given} published={query.length === 0 ? paper : null} use={use} />
        {paper && paper.inference.why === null && <Recipe inference={paper.inference} />}
      </Panel>
      <Panel id="curve-inference-past" title={say("inference.past")}>
        {paper && <Past paper={paper} look={look} />}
      </Panel>
      {paper && paper.regions.length > 0 && (
        <Panel id="curve-regions" title={say("regions.title")}>
          <Regions paper={paper} />
        </Panel>
      )}
    </div>
  );
}

/** A term that the venue does not take is named with what was given and what it would take. */
function Refused({ error, retry }: { error: Error; retry: () => void }) {
  const say = useSay(words);
  const fault = error instanceof RequestFailed ? error.fault : null;
  const term = names.find((n) => terms[n] === fault?.field);
  if (!term || !fault?.limit) return <Failed what={say("tab.inference")} error={error} retry={retry} />;
  const limit = fault.limit.replace(" to ", "–");
  return (
    <div className="state error">
      <p>{say("term.outside", { name: say(`term.${term}`), given: fault.given ?? "", limit })}</p>
    </div>
  );
}

function Terms({
  given,
  published,
  use,
}: {
  given: Partial<Record<Term, string>>;
  /** Computed without a term of one's own: what it used stands in the empty fields. Null: not at hand. */
  published: CurveInferenceAnswer | null;
  use: (wanted: Partial<Record<Term, string>>) => void;
}) {
  const say = useSay(words);
  const [typed, setTyped] = useState<Record<Term, string>>({ h: "", u: "", r: "", c: "", m: "", ...given });
  const used = published?.inference.why === null ? published.inference : null;
  const holds = { h: used?.throughput, u: used?.utilisation, r: used?.rate, c: used && "0", m: used?.millions };
  const wrong = (n: Term) => typed[n] !== "" && !number.test(typed[n]);
  const ask = () => {
    if (names.some(wrong)) return;
    use(Object.fromEntries(names.filter((n) => typed[n] !== "").map((n) => [n, typed[n]])));
  };
  return (
    <form
      className="curve-terms"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      {names.map((n) => (
        <label key={n}>
          <span>{say(`term.${n}`)}</span>
          <input
            inputMode="decimal"
            autoComplete="off"
            value={typed[n]}
            placeholder={holds[n] ?? undefined}
            aria-invalid={wrong(n)}
            aria-describedby={wrong(n) ? `term-${n}` : undefined}
            onChange={(e) => setTyped({ ...typed, [n]: e.target.value.trim() })}
          />
          {wrong(n) && (
            <span className="warn" id={`term-${n}`}>
              {say("term.bad", { name: say(`term.${n}`) })}
            </span>
          )}
        </label>
      ))}
      <span className="curve-tools">
        <button type="submit">{say("term.ask")}</button>
        <button type="button" onClick={() => use({})}>
          {say("term.back")}
        </button>
      </span>
    </form>
  );
}

function Spread({ paper, look }: { paper: CurveInferenceAnswer; look: string }) {
  const say = useSay(words);
  const i = paper.inference;
  const first = i.months[0]!;
  const currency = i.gpuCurrency;
  return (
    <>
      <Figure
        id="curve-spread-hour"
        title={say("inference.title")}
        of={`${paper.contract}-${paper.day}`}
        look={look}
        summary={say("inference.sum", {
          month: first.month,
          perHour: first.perHour,
          currency,
          breakEven: first.breakEven,
        })}
        data={byName(i.months, say("month"), (m) => m.month, [
          { key: "hour", label: say("perHour", { currency }), mark: "columns", ink: "line", of: (m) => m.perHour },
          {
            key: "million",
            label: say("perMillion", { currency }),
            mark: "none",
            ink: "text",
            of: (m) => m.perMillion,
          },
          {
            key: "token",
            label: say("tokenPrice", { currency: i.tokenCurrency }),
            mark: "none",
            ink: "text",
            of: (m) => m.tokenPrice,
          },
          { key: "gpu", label: say("gpuPrice", { currency }), mark: "none", ink: "text", of: (m) => m.gpuPrice },
        ])}
      />
      <Figure
        id="curve-break-even"
        title={say("even.title")}
        of={`${paper.contract}-${paper.day}`}
        look={look}
        summary={say("even.sum", { throughput: i.throughput })}
        data={byName(i.months, say("month"), (m) => m.month, [
          { key: "even", label: say("breakEven"), mark: "both", ink: "warn", of: (m) => m.breakEven },
        ])}
      />
      <div className="curve-box">
        <p>
          {say("inference.used", {
            throughput: i.throughput,
            utilisation: i.utilisation,
            heatRate: i.heatRate,
            rate: i.rate,
            token: i.tokenCurrency,
            gpu: i.gpuCurrency,
          })}
        </p>
        <dl className="curve-split">
          <div>
            <dt>{say("inference.throughput")}</dt>
            <dd>
              <Because why={i.throughputSource} />
            </dd>
          </div>
          <div>
            <dt>{say("inference.rate")}</dt>
            <dd translate="no">
              <Because why={i.rateSource} />
            </dd>
          </div>
        </dl>
        <p className="muted">{say("inference.level")}</p>
      </div>
    </>
  );
}

function Past({ paper, look }: { paper: CurveInferenceAnswer; look: string }) {
  const say = useSay(words);
  const last = paper.past.at(-1);
  const currency = paper.inference.gpuCurrency;
  if (paper.past.length < 2 || !last) return <Empty>{say("inference.few")}</Empty>;
  return (
    <Figure
      id="curve-spread-past"
      title={say("inference.past")}
      titled
      of={`${paper.contract}-${paper.day}`}
      look={look}
      summary={say("inference.pastSum", {
        day: last.day,
        perHour: last.perHour,
        currency,
        count: paper.past.length,
        rate: paper.inference.rate,
      })}
      data={byDay(paper.past, say("figureDay"), [
        { key: "hour", label: say("perHour", { currency }), mark: "line", ink: "line", of: (d) => d.perHour },
        { key: "even", label: say("breakEven"), mark: "none", ink: "warn", of: (d) => d.breakEven },
        { key: "month", label: say("month"), mark: "none", ink: "text", of: (d) => d.month },
      ])}
    />
  );
}

function Regions({ paper }: { paper: CurveInferenceAnswer }) {
  const say = useSay(words);
  return (
    <>
      <p className="muted curve-box">{say("regions.note")}</p>
      <Scrolled label={say("regions.title")}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("regions.first")}
              </th>
              <th scope="col" className="left">
                {say("regions.second")}
              </th>
              <th scope="col">{say("regions.difference")}</th>
              <th scope="col">{say("regions.ratio")}</th>
              <th scope="col">{say("figureDay")}</th>
            </tr>
          </thead>
          <tbody>
            {paper.regions.map((r) => (
              <tr key={`${r.first} ${r.second}`}>
                <th scope="row" className="left" translate="no">
                  {r.first}
                </th>
                <td className="left" translate="no">
                  {r.second}
                </td>
                <td>{r.difference}</td>
                <td>{r.ratio}</td>
                <td>{r.day}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </>
  );
}
