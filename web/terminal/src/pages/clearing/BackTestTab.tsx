// Did margins cover what the next settlement took? Coverage, its tests, and every breach.
import type { Coverage, CoverageSeries } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

type Breach = CoverageSeries["breachList"][number] & { subject: string; side: string; currency: string };

export function BackTestTab({ version }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const subject = (s: CoverageSeries) => (s.subject === s.name ? s.name : `${s.subject} ${named(s.name, language)}`);
  return (
    <Paper<Coverage> id="clearing-backtest" title={say("tab.backtest")} path="v1/clearing/back-tests" version={version}>
      {(data) => {
        const breaches: Breach[] = data.series.flatMap((s) =>
          s.breachList.map((b) => ({ ...b, subject: subject(s), side: s.side, currency: s.currency })),
        );
        return (
          <>
            <RunLine run={data.run} />
            <Grid<CoverageSeries>
              what="back-tests"
              run={data.run.run}
              caption={say("backtest.caption", { level: data.level, days: data.days })}
              rows={data.series}
              rowKey={(r) => `${r.kind} ${r.subject} ${r.side} ${r.currency}`}
              empty={say("empty.days")}
              columns={[
                {
                  head: say("subject"),
                  kind: "name",
                  of: subject,
                },
                { head: say("kind"), kind: "text", of: (r) => worded(say, "series", r.kind) },
                { head: say("side"), kind: "text", of: (r) => (r.side === "" ? "" : worded(say, "side", r.side)) },
                { head: say("currency"), kind: "text", of: (r) => r.currency },
                { head: say("days"), kind: "lots", of: (r) => r.days },
                { head: say("breaches"), kind: "lots", of: (r) => r.breaches },
                { head: say("expected"), of: (r) => r.expected },
                { head: say("coverage"), of: (r) => r.coveragePercent },
                { head: say("kupiec"), of: (r) => r.kupiec },
                { head: say("christoffersen"), of: (r) => r.christoffersen },
                {
                  head: say("zone"),
                  kind: "text",
                  of: (r) => worded(say, "zone", r.zone),
                  show: (r) => (
                    <span
                      className={r.zone === "green" ? "badge good" : r.zone === "yellow" ? "badge warn" : "badge bad"}
                    >
                      {worded(say, "zone", r.zone)}
                    </span>
                  ),
                },
              ]}
            />
            <Grid<Breach>
              what="breaches"
              run={data.run.run}
              caption={say("backtest.breaches", { count: breaches.length })}
              rows={breaches}
              rowKey={(b) => `${b.subject} ${b.side} ${b.currency} ${b.day}`}
              empty={say("empty.breaches")}
              columns={[
                { head: say("subject"), kind: "name", of: (b) => b.subject },
                { head: say("side"), kind: "text", of: (b) => (b.side === "" ? "" : worded(say, "side", b.side)) },
                { head: say("day"), kind: "text", of: (b) => b.day },
                { head: say("nextDay"), kind: "text", of: (b) => b.next },
                { head: say("symbol"), kind: "text", of: (b) => b.symbol },
                { head: say("margin"), kind: "money", of: (b) => b.margin },
                { head: say("loss"), kind: "money", of: (b) => b.loss },
                { head: say("excessLoss"), kind: "money", of: (b) => b.excess },
                { head: say("currency"), kind: "text", of: (b) => b.currency },
              ]}
            />
            <How of={[say("how.backtest"), say("how.kupiec"), say("how.christoffersen"), say("how.few")]} />
          </>
        );
      }}
    </Paper>
  );
}
