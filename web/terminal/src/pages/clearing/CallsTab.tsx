// Margin calls from issue to end.
import type { Call, Run } from "../../api/clearing";
import { moment } from "../../format/time";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

export function CallsTab({ version, openTrace }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Paper<{ run: Run; calls: Call[] }>
      id="clearing-calls"
      title={say("tab.calls")}
      path="v1/clearing/calls"
      version={version}
    >
      {(data) => (
        <>
          <RunLine run={data.run} />
          <Grid<Call>
            what="margin-calls"
            run={data.run.run}
            caption={say("calls.caption", { count: data.calls.length })}
            rows={data.calls}
            rowKey={(r) => `${r.account} ${r.currency} ${r.issued}`}
            empty={say("empty.calls")}
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
              { head: say("day"), kind: "text", of: (r) => r.day },
              { head: say("issued"), kind: "text", of: (r) => moment(r.issued) },
              { head: say("deadline"), kind: "text", of: (r) => moment(r.deadline) },
              {
                head: say("state"),
                kind: "text",
                of: (r) => worded(say, "call", r.state),
                show: (r) => (
                  <span
                    className={r.state === "paid" ? "badge good" : r.state === "overdue" ? "badge bad" : "badge warn"}
                  >
                    {worded(say, "call", r.state)}
                  </span>
                ),
              },
              { head: say("missed"), kind: "text", of: (r) => (r.missed ? moment(r.missed) : "") },
              { head: say("paid"), kind: "text", of: (r) => (r.ended ? moment(r.ended) : "") },
              { head: say("restricted"), kind: "text", of: (r) => (r.restricted ? say("yes") : "") },
            ]}
          />
          <How of={[say("how.calls"), say("how.noAck"), say("how.restricted")]} />
        </>
      )}
    </Paper>
  );
}
