// Why a month settled where it did: inputs, steps that were tried, formula, price; and another price by hand.
import type { SettlementContract, SettlementMonth, SettlementPart } from "../../api/day";
import { lots, price } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { OverrideForm } from "./OverrideForm";
import { formulaOf, tierName, whyNot } from "./tier";
import { words } from "./words";

interface TraceProps {
  day: string;
  part: SettlementPart;
  contract: SettlementContract;
  month: SettlementMonth;
  again: () => void;
}

export function TracePanel({ day, part, contract, month: m, again }: TraceProps) {
  const say = useSay(words);
  const { language } = useWords();
  const counted = m.price ?? m.proposed;
  return (
    <Panel id="day-trace" title={say("traceOf", { symbol: m.symbol })}>
      <div className="day-trace">
        <section aria-label={say("trace.inputs")}>
          <h3>{say("trace.inputs")}</h3>
          {m.inputs === null ? <p className="muted">{say("noInputs")}</p> : <Inputs month={m} />}
        </section>
        <section aria-label={say("trace.steps")}>
          <h3>{say("trace.steps")}</h3>
          <ol className="day-tried">
            {m.tried.map((t) => (
              <li key={t.stepName}>
                <b>{tierName(t.stepName, language)}</b>{" "}
                <span className={t.price === null ? "muted" : "num"}>
                  {t.price === null ? whyNot(t.stepName, say) : say("gave", { price: price(t.price) })}
                </span>
              </li>
            ))}
          </ol>
          <h3>{say("trace.formula")}</h3>
          <p className="num day-formula">{formulaOf(m, say)}</p>
          <h3>{say("trace.price")}</h3>
          <p>
            <b className="num" data-q={m.price === null ? undefined : `settlement:${m.symbol}`}>
              {price(counted)}
            </b>{" "}
            <span className="muted">{contract.currency}</span>
          </p>
          {m.tierName === "manual" && (
            <p className="warn">{say("f.manual", { price: price(counted), computed: price(m.proposed) })}</p>
          )}
        </section>
        <OverrideForm key={m.symbol} day={day} part={part} month={m} again={again} />
      </div>
    </Panel>
  );
}

function Inputs({ month: m }: { month: SettlementMonth }) {
  const say = useSay(words);
  const i = m.inputs!;
  const at = (count: number, average: string | null) =>
    count === 0 ? say("in.noLots") : say("in.lotsAt", { lots: lots(count), average: price(average) });
  const rows: [string, string][] = [
    [say("in.previous"), price(m.previous)],
    [say("in.lots"), lots(i.lots)],
    [say("in.average"), i.average === null ? say("in.noLots") : price(i.average)],
    [say("in.window"), at(i.windowLots, i.windowAverage)],
    [say("in.hour"), at(i.hourLots, i.hourAverage)],
    [say("in.last"), i.last === null ? say("none") : price(i.last)],
    [say("in.bid"), i.bid === null ? say("none") : price(i.bid)],
    [say("in.ask"), i.ask === null ? say("none") : price(i.ask)],
    [say("in.band"), say("in.bandOf", { low: price(i.limitLow), high: price(i.limitHigh) })],
  ];
  if (m.fromSeconds > 0) rows.push([say("in.trading"), say("in.tradingOf", { from: m.fromSeconds, to: m.toSeconds })]);
  if (m.from !== null) rows.push([say("in.from"), m.from]);
  if (m.spread !== null) rows.push([say("in.spread"), m.spread]);
  return (
    <dl className="day-facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
