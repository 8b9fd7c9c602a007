// The settlement run of a day: its stages, each month's inputs and step, prices by hand, publication, amendments.
import type { SettlementContract, SettlementDay, SettlementMonth, SettlementPart } from "../../api/day";
import { sign } from "../../format/decimal";
import { arrow, lots, price, signed } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Direction, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import { Amendments } from "./Amendments";
import { Document } from "./Document";
import { AsOf } from "./moments";
import type { DayProps } from "./page";
import { RunStages } from "./RunStages";
import { tierName } from "./tier";
import { TracePanel } from "./TracePanel";
import { words } from "./words";

export function SettlementTab({ view, change, day, version, again, openDay }: DayProps) {
  const say = useSay(words);
  const [chosen, choose] = useParam<string>(view, change, "m", /^[A-Za-z0-9._:/-]{1,24}$/, "");
  const asked = useFetched<SettlementDay>(`v1/settlements/${encodeURIComponent(day)}`, version);
  const data = asked.data?.day === day ? asked.data : null;
  return (
    <Document
      id="day-settlement"
      title={say("tab.settlement")}
      asked={asked}
      data={data}
      none={(d) => d.parts.length === 0}
      openDay={openDay}
    >
      {(run) => (
        <>
          {run.parts.map((part) => (
            <Part key={part.calendar} run={run} part={part} chosen={chosen} choose={choose} />
          ))}
          {run.parts.flatMap((part) =>
            part.contracts.flatMap((c) =>
              c.months
                .filter((m) => m.symbol === chosen)
                .map((m) => (
                  <TracePanel key={m.symbol} day={day} part={part} contract={c} month={m} again={again} />
                )),
            ),
          )}
          {run.parts.map((part) => (
            <Amendments key={part.calendar} day={day} part={part} again={again} />
          ))}
        </>
      )}
    </Document>
  );
}

interface PartProps {
  run: SettlementDay;
  part: SettlementPart;
  chosen: string;
  choose: (symbol: string) => void;
}

function Part({ run, part, chosen, choose }: PartProps) {
  const say = useSay(words);
  return (
    <Panel
      id={`day-settlement-${part.calendar}`}
      title={say("run.title", { calendar: part.calendar })}
      tools={<span className={`badge ${part.stage === "settled" ? "good" : "warn"}`}>{say(`stage.${part.stage}`)}</span>}
    >
      <AsOf of={run} calendar={part.calendar} />
      <RunStages part={part} />
      {part.stage === "trading" && <p className="muted day-note">{say("trading")}</p>}
      {part.contracts.map((c) => (
        <Contract key={c.contract} contract={c} chosen={chosen} choose={choose} />
      ))}
    </Panel>
  );
}

function Contract({ contract: c, chosen, choose }: { contract: SettlementContract; chosen: string; choose: (symbol: string) => void }) {
  const say = useSay(words);
  const { language } = useWords();
  const steps = c.steps.map((s) => tierName(s, language)).join(" → ");
  return (
    <section className="day-contract" aria-label={c.contract}>
      <p className="muted day-note">
        {c.steps.length === 0
          ? say("noInputs")
          : say("steps", { contract: c.contract, steps })}
        {c.rounding !== "" && <span>{say("rounding", { rounding: tierName(c.rounding, language) })}</span>}
        {c.windowSeconds > 0 && <span>{say("windowOf", { seconds: c.windowSeconds })}</span>}
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label={c.contract}>
        <table className="wide day-table">
          <caption>
            <span translate="no">{c.contract}</span> <span className="muted">{c.currency}</span>
          </caption>
          <thead>
            <tr>
              <th scope="col" className="left">{say("month")}</th>
              <th scope="col">{say("previous")}</th>
              <th scope="col">{say("lots")}</th>
              <th scope="col">{say("average")}</th>
              <th scope="col">{say("window")}</th>
              <th scope="col">{say("quotes")}</th>
              <th scope="col" className="left">{say("tier")}</th>
              <th scope="col">{say("proposed")}</th>
              <th scope="col" className="left">{say("hand")}</th>
              <th scope="col">{say("published")}</th>
              <th scope="col">{say("change")}</th>
            </tr>
          </thead>
          <tbody>
            {c.months.map((m) => (
              <Month key={m.symbol} contract={c} month={m} chosen={m.symbol === chosen} choose={choose} />
            ))}
          </tbody>
        </table>
      </div>
      {c.spreads.length > 0 && <Spreads contract={c} />}
    </section>
  );
}

interface MonthProps {
  contract: SettlementContract;
  month: SettlementMonth;
  chosen: boolean;
  choose: (symbol: string) => void;
}

function Month({ contract, month: m, chosen, choose }: MonthProps) {
  const say = useSay(words);
  const { language } = useWords();
  const inputs = m.inputs;
  const later = contract.steps.length > 0 && m.stepName !== contract.steps[0];
  const newest = m.overrides.at(-1);
  return (
    <tr aria-current={chosen || undefined}>
      <th scope="row" className="left">
        <button
          type="button"
          className="link"
          aria-label={say("traceOf", { symbol: m.symbol })}
          aria-expanded={chosen}
          onClick={() => choose(chosen ? "" : m.symbol)}
        >
          <span translate="no">{m.symbol}</span>
        </button>
      </th>
      <td data-q={`previous:${m.symbol}`}>{price(m.previous)}</td>
      <td>{lots(inputs?.lots)}</td>
      <td>{price(inputs?.average)}</td>
      <td>{lots(inputs?.windowLots)}</td>
      <td>
        {price(inputs?.bid)} / {price(inputs?.ask)}
      </td>
      <td className="left">
        <span className={later ? "badge warn" : "badge good"}>
          {later ? "⚠ " : "✔ "}
          {tierName(m.stepName, language)}
        </span>
      </td>
      <td>{price(m.proposed)}</td>
      <td className="left">
        {newest ? (
          <>
            <span translate="no">
              {newest.approver === null
                ? say("proposedBy", { price: price(newest.price), proposer: newest.proposer, reason: newest.reason })
                : say("approvedBy", {
                    price: price(newest.price),
                    proposer: newest.proposer,
                    approver: newest.approver,
                    reason: newest.reason,
                  })}
            </span>{" "}
            {newest.approver === null && <span className="badge warn">{say("waits")}</span>}
          </>
        ) : (
          "–"
        )}
      </td>
      <td>
        <b data-q={`settlement:${m.symbol}`}>{price(m.price)}</b>
      </td>
      <td>
        <Direction of={sign(m.change)}>
          {arrow(m.change)} {signed(m.change)}
        </Direction>
      </td>
    </tr>
  );
}

function Spreads({ contract }: { contract: SettlementContract }) {
  const say = useSay(words);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("spreads")}>
      <table className="day-table">
        <caption>{say("spreads")}</caption>
        <thead>
          <tr>
            <th scope="col" className="left">{say("month")}</th>
            <th scope="col" className="left">{say("near")}</th>
            <th scope="col" className="left">{say("far")}</th>
            <th scope="col">{say("window")}</th>
            <th scope="col">{say("average")}</th>
          </tr>
        </thead>
        <tbody translate="no">
          {contract.spreads.map((s) => (
            <tr key={s.symbol}>
              <th scope="row" className="left">{s.symbol}</th>
              <td className="left">{s.near}</td>
              <td className="left">{s.far}</td>
              <td>{lots(s.lots)}</td>
              <td>{price(s.average)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
