// The end of a day step by step: planned and actual, control totals, hashes, fallbacks, reruns, reconciliation.
import type { EndOfDay, EndOfDayPart, EndOfDayStep } from "../../api/day";
import { lots } from "../../format/numbers";
import { moment } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { Document } from "./Document";
import { AsOf } from "./moments";
import type { DayProps } from "./page";
import { Reconciliation } from "./Reconciliation";
import { tierName } from "./tier";
import { words, type DayKey } from "./words";

export function CloseTab({ day, version, openDay }: DayProps) {
  const say = useSay(words);
  const asked = useFetched<EndOfDay>(`v1/end-of-day/${encodeURIComponent(day)}`, version);
  const data = asked.data?.day === day ? asked.data : null;
  return (
    <Document
      id="day-close"
      title={say("tab.close")}
      asked={asked}
      data={data}
      none={(d) => d.parts.length === 0}
      openDay={openDay}
    >
      {(end) =>
        end.parts.map((part) => (
          <Panel
            key={part.calendar}
            id={`day-close-${part.calendar}`}
            title={say("close.title", { calendar: part.calendar })}
            tools={
              <span className={`badge ${part.stage === "settled" ? "good" : "warn"}`}>
                {say(`stage.${part.stage}`)}
              </span>
            }
          >
            <AsOf of={end} calendar={part.calendar} />
            <Part part={part} />
          </Panel>
        ))
      }
    </Document>
  );
}

function Part({ part }: { part: EndOfDayPart }) {
  const say = useSay(words);
  const at = (time: string | null) => moment(time, part.calendar);
  const done = part.steps.filter((s) => s.time !== null).length;
  return (
    <>
      <ul className="row wrap day-facts-line num">
        <li>{say("close.opened", { time: at(part.opened) })}</li>
        <li>{say("close.closed", { time: at(part.closed) })}</li>
        <li>{say("close.began", { time: at(part.began) })}</li>
        <li>{say("close.ended", { time: at(part.ended) })}</li>
        <li>{say("close.progress", { done })}</li>
        {part.digest !== null && <li>{say("close.digest", { digest: part.digest })}</li>}
      </ul>
      <p className="muted day-note">{say("close.due", { due: at(part.due) })}</p>
      {part.steps.length === 0 ? <p className="muted day-note">{say("close.old")}</p> : <Timeline part={part} />}
      <Fallbacks part={part} />
      <Reruns part={part} />
      <Reconciliation part={part} />
    </>
  );
}

/** Milliseconds of market time between two moments of the log. */
const since = (from: string, to: string) => Date.parse(to) - Date.parse(from);

function Timeline({ part }: { part: EndOfDayPart }) {
  const say = useSay(words);
  const last = part.steps.findLast((s) => s.time !== null)?.time ?? part.due;
  const whole = Math.max(1, since(part.due, last));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={say("tab.close")}>
      <table className="wide day-table day-timeline">
        <thead>
          <tr>
            <th scope="col">{say("close.no")}</th>
            <th scope="col" className="left">{say("close.step")}</th>
            <th scope="col">{say("close.time")}</th>
            <th scope="col">{say("close.after")}</th>
            <th scope="col" className="left">{say("close.bar")}</th>
            <th scope="col" className="left">{say("close.outputs")}</th>
            <th scope="col">{say("close.command")}</th>
            <th scope="col" className="left">{say("close.events")}</th>
            <th scope="col" className="left">{say("close.hash")}</th>
          </tr>
        </thead>
        <tbody>
          {part.steps.map((s) => (
            <Step key={s.step} step={s} part={part} whole={whole} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Step({ step: s, part, whole }: { step: EndOfDayStep; part: EndOfDayPart; whole: number }) {
  const say = useSay(words);
  const after = s.time === null ? null : since(part.due, s.time);
  const events = s.told.reduce((sum, t) => sum + t.count, 0);
  return (
    <tr data-state={s.time === null ? "open" : "done"}>
      <td>{s.step}</td>
      <th scope="row" className="left">
        <span aria-hidden="true">{s.time === null ? "○" : "✔"}</span> {say(`step.${s.name}` as DayKey)}
      </th>
      <td>{s.time === null ? say("close.pending") : moment(s.time, part.calendar)}</td>
      <td>{after === null ? "–" : say("close.seconds", { seconds: (after / 1000).toFixed(3) })}</td>
      <td className="left">
        <span
          className="day-line"
          aria-hidden="true"
          style={{ inlineSize: `${after === null ? 0 : Math.max(2, Math.round((100 * Math.max(0, after)) / whole))}px` }}
        />
      </td>
      <td className="left">
        {s.count === null
          ? "–"
          : say(`out.${s.step}` as DayKey, { count: lots(s.count), total: lots(s.total) })}
      </td>
      <td>{s.commandSequence === null ? "–" : lots(s.commandSequence)}</td>
      <td className="left">
        {s.time === null ? (
          "–"
        ) : (
          <details>
            <summary>{lots(events)}</summary>
            <ul translate="no" className="day-told">
              {s.told.map((t) => (
                <li key={t.kind}>
                  {lots(t.count)} {t.kind}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className="left day-hash">{s.sha256 ?? "–"}</td>
    </tr>
  );
}

function Fallbacks({ part }: { part: EndOfDayPart }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <section className="day-part" aria-label={say("close.fallbacks")}>
      <h3>{say("close.fallbacks")}</h3>
      {part.fallbacks.length === 0 ? (
        part.stage === "settled" && <p className="muted">{say("close.noFallbacks")}</p>
      ) : (
        <ul>
          {part.fallbacks.map((f) => (
            <li key={f.symbol}>
              {say("close.fallback", {
                symbol: f.symbol,
                tier: tierName(f.tierName, language),
                first: tierName(f.first, language),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Reruns({ part }: { part: EndOfDayPart }) {
  const say = useSay(words);
  return (
    <section className="day-part" aria-label={say("close.reruns")}>
      <h3>{say("close.reruns")}</h3>
      {part.refused.length === 0 ? (
        <p className="muted">{say("close.noReruns")}</p>
      ) : (
        <ul>
          {part.refused.map((r) => (
            <li key={r.commandSequence}>
              {say(r.step === 0 ? "close.rerunDay" : "close.rerun", {
                time: moment(r.time, part.calendar),
                step: r.step,
                code: r.code,
              })}
            </li>
          ))}
        </ul>
      )}
      <p className="muted">{say("close.parts")}</p>
    </section>
  );
}
