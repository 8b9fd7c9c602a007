// Who holds how much of each month, and how long closing it would take.
import type { Concentration, Holder } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { Share } from "./rows";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

type Month = Concentration["months"][number];
type Row = Holder & { symbol: string; currency: string };

export function ConcentrationTab({ version, openTrace }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Paper<Concentration>
      id="clearing-concentration"
      title={say("tab.concentration")}
      path="v1/clearing/concentration"
      version={version}
    >
      {(data) => {
        const holders: Row[] = data.months.flatMap((m) =>
          m.holders.map((h) => ({ ...h, symbol: m.symbol, currency: m.currency })),
        );
        return (
          <>
            <RunLine run={data.run} />
            <Grid<Month>
              what="concentration"
              run={data.run.run}
              caption={say("concentration.months", { days: data.averageDays })}
              rows={data.months}
              rowKey={(r) => r.symbol}
              empty={say("empty.positions")}
              columns={[
                { head: say("symbol"), kind: "text", of: (r) => r.symbol },
                {
                  head: say("openInterest"),
                  kind: "lots",
                  of: (r) => r.openInterest,
                  quantity: (r) => `oi:${r.symbol}`,
                },
                { head: say("averageVolume"), kind: "money", of: (r) => r.averageVolume },
                {
                  head: say("topFive"),
                  of: (r) => r.topFivePercent,
                  show: (r) => (r.topFivePercent === null ? "–" : <Share percent={r.topFivePercent} />),
                },
              ]}
            />
            <Grid<Row>
              what="holders"
              run={data.run.run}
              caption={say("concentration.holders", { part: data.participationPercent })}
              rows={holders}
              rowKey={(r) => `${r.symbol} ${r.account} ${r.side}`}
              empty={say("empty.positions")}
              columns={[
                { head: say("symbol"), kind: "text", of: (r) => r.symbol },
                {
                  head: say("account"),
                  kind: "name",
                  of: (r) => `${r.account} ${named(r.name, language)}`,
                  open: (r) => (r.member === null ? null : () => openTrace(r.member!, r.account)),
                },
                { head: say("member"), kind: "text", of: (r) => r.member },
                { head: say("side"), kind: "text", of: (r) => worded(say, "side", r.side) },
                { head: say("lots"), kind: "lots", of: (r) => r.lots },
                { head: say("share"), of: (r) => r.sharePercent },
                { head: say("daysToClose"), of: (r) => r.days },
                { head: say("addOn"), kind: "money", of: (r) => r.addOn },
                { head: say("currency"), kind: "text", of: (r) => r.currency },
                {
                  head: say("counts"),
                  kind: "text",
                  of: (r) => (r.inForce ? say("rule.inForce") : say("rule.notInForce")),
                },
              ]}
            />
            <How of={[say("how.topFive"), say("how.daysToClose"), say("how.addOn")]} />
          </>
        );
      }}
    </Paper>
  );
}
