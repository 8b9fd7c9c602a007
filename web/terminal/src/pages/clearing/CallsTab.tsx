// Margin calls from issue to end, those of one state alone, and the run that calls within the day.
import { useState } from "react";
import type { Call, CallRun, Calls } from "../../api/clearing";
import { grouped, lots } from "../../format/numbers";
import { moment } from "../../format/time";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { How, RunLine } from "../../panels/margin/RunLine";
import { CallRunBox } from "./CallRunBox";
import { callFilters, countOf, filtered, markOf, minutesTo, spell } from "./callStates";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import type { ClearingSay } from "./rows";
import { words } from "./words";

export function CallsTab({ version, openTrace, calls: filter, openCalls }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const [made, setMade] = useState(0);
  return (
    <Paper<Calls>
      id="clearing-calls"
      title={say("tab.calls")}
      path="v1/clearing/calls"
      version={`${version} ${made}`}
    >
      {(data) => (
        <>
          <RunLine run={data.run} />
          <CallRunBox data={data} done={() => setMade((n) => n + 1)} />
          <nav className="choice clearing-choice" aria-label={say("calls.filter")}>
            {callFilters.map((f) => (
              <button key={f} type="button" aria-pressed={f === filter} onClick={() => openCalls(f)}>
                {f === "all" ? "" : `${markOf(f)} `}
                {say("calls.of", {
                  state: f === "all" ? say("calls.all") : worded(say, "call", f),
                  count: countOf(data.calls, f),
                })}
              </button>
            ))}
          </nav>
          <Grid<Call>
            what="margin-calls"
            run={data.run.run}
            caption={say("calls.caption", { count: countOf(data.calls, filter) })}
            rows={filtered(data.calls, filter)}
            rowKey={(r) => `${r.account} ${r.currency} ${r.issued}`}
            empty={say(filter === "all" ? "empty.calls" : "empty.callsOf")}
            columns={[
              {
                head: say("account"),
                kind: "name",
                of: (r) => `${r.account} ${named(r.name, language)}`,
                open: (r) => (r.member === null ? null : () => openTrace(r.member!, r.account)),
              },
              { head: say("member"), kind: "text", of: (r) => r.member },
              { head: say("currency"), kind: "text", of: (r) => r.currency },
              { head: say("amount"), kind: "money", of: (r) => r.amount },
              {
                head: say("state"),
                kind: "text",
                of: (r) => worded(say, "call", r.state),
                show: (r) => <State say={say} call={r} />,
              },
              { head: say("calls.kind"), kind: "text", of: (r) => worded(say, "callKind", r.kind) },
              { head: say("day"), kind: "text", of: (r) => r.day },
              { head: say("issued"), kind: "text", of: (r) => moment(r.issued) },
              { head: say("deadline"), kind: "text", of: (r) => moment(r.deadline) },
              { head: say("calls.left"), kind: "text", of: (r) => left(say, r, data.run.time) },
              {
                head: say("acknowledged"),
                kind: "text",
                of: (r) =>
                  r.acknowledged === null
                    ? ""
                    : say("calls.seen", {
                        time: moment(r.acknowledged),
                        person: r.person ?? "",
                        amount: grouped(r.seenAmount ?? ""),
                      }),
              },
              { head: say("missed"), kind: "text", of: (r) => (r.missed ? moment(r.missed) : "") },
              { head: say("paid"), kind: "text", of: (r) => (r.ended ? moment(r.ended) : "") },
              { head: say("restricted"), kind: "text", of: (r) => (r.restricted ? say("yes") : "") },
            ]}
          />
          <Grid<CallRun>
            what="margin-call-runs"
            run={data.run.run}
            caption={say("calls.runs", { count: data.runs.length })}
            rows={data.runs}
            rowKey={(r) => `${r.time} ${r.calendar} ${r.opened} ${r.repeated} ${r.met}`}
            empty={say("empty.callRuns")}
            columns={[
              { head: say("calls.time"), kind: "text", of: (r) => moment(r.time) },
              { head: say("calls.calendar"), kind: "text", of: (r) => r.calendar },
              { head: say("day"), kind: "text", of: (r) => r.day },
              { head: say("calls.looked"), kind: "lots", of: (r) => lots(r.accounts) },
              { head: say("calls.opened"), kind: "lots", of: (r) => lots(r.opened) },
              { head: say("calls.repeated"), kind: "lots", of: (r) => lots(r.repeated) },
              { head: say("calls.met"), kind: "lots", of: (r) => lots(r.met) },
            ]}
          />
          <How of={[say("how.calls"), say("how.intraday"), say("how.seen"), say("how.restricted")]} />
        </>
      )}
    </Paper>
  );
}

function State({ say, call }: { say: ClearingSay; call: Call }) {
  const tone = call.state === "paid" ? "good" : call.state === "overdue" ? "bad" : "warn";
  return (
    <span className={`badge ${tone}`}>
      <span aria-hidden="true">{markOf(call.state)} </span>
      {worded(say, "call", call.state)}
    </span>
  );
}

/** How far the deadline of an open call is, by the time of the run. */
function left(say: ClearingSay, call: Call, now: string): string {
  const minutes = call.ended === null ? minutesTo(call.deadline, now) : null;
  if (minutes === null) return "";
  return say(minutes < 0 ? "calls.past" : "calls.in", { time: spell(minutes) });
}
