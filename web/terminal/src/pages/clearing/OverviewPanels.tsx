// Under the members: the worst cases, what back-tests say, the slowest positions to close.
import type { Concentration, Coverage, Stress } from "../../api/clearing";
import { compare } from "../../format/decimal";
import { grouped } from "../../format/numbers";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { Grid } from "../../panels/grid/Grid";
import { heat } from "../../panels/margin/heat";
import { Paper } from "./Paper";
import type { TabName, TabProps } from "./page";
import { caseName, movesText } from "./rows";
import { words } from "./words";

/** So many rows of what is worst; the tab has all. */
const few = 6;

type Go = Pick<TabProps, "version" | "openTab">;

function Open({ tab, go }: { tab: TabName; go: Go["openTab"] }) {
  const say = useSay(words);
  return (
    <button type="button" className="small" onClick={() => go(tab)}>
      {say("open", { tab: say(`tab.${tab}`) })}
    </button>
  );
}

export function WorstCases({ version, openTab }: Go) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Paper<Stress>
      id="clearing-worst"
      title={say("worst.title")}
      path="v1/clearing/stress"
      version={version}
      tools={<Open tab="stress" go={openTab} />}
      rows={4}
    >
      {(data) => {
        if (data.currencies.length === 0) return <Empty>{say("empty.months")}</Empty>;
        return data.currencies.map((c) => {
          const worst = [...c.cases].sort((a, b) => compare(b.coverTwo, a.coverTwo)).slice(0, few);
          const largest = worst[0]?.coverTwo ?? "0";
          return (
            <Grid<Stress["currencies"][number]["cases"][number]>
              key={c.currency}
              what={`worst-${c.currency}`}
              run={data.run.run}
              caption={say("worst.caption", { currency: c.currency, prefunded: grouped(c.prefunded) })}
              rows={worst}
              rowKey={(r) => `${r.scenario} ${r.case}`}
              empty={say("empty.stress")}
              columns={[
                { head: say("scenario"), kind: "text", of: (r) => caseName(say, `${r.scenario} ${r.case}`) },
                {
                  head: say("moves"),
                  kind: "text",
                  drop: true,
                  of: (r) => r.moves,
                  show: (r) => movesText(r.moves, language),
                },
                {
                  head: say("largestLoser"),
                  kind: "name",
                  of: (r) => {
                    const most = r.members.find((m) => compare(m.amount, "0") > 0);
                    return most ? `${most.member ?? ""} ${named(most.name, language)}`.trim() : null;
                  },
                },
                { head: say("coverOne"), kind: "money", of: (r) => r.coverOne },
                {
                  head: say("coverTwo"),
                  kind: "money",
                  of: (r) => r.coverTwo,
                  tint: (r) => heat(r.coverTwo, largest),
                },
              ]}
            />
          );
        });
      }}
    </Paper>
  );
}

export function BackTestSummary({ version, openTab }: Go) {
  const say = useSay(words);
  type Row = Coverage["series"][number];
  return (
    <Paper<Coverage>
      id="clearing-coverage"
      title={say("tab.backtest")}
      path="v1/clearing/back-tests"
      version={version}
      tools={<Open tab="backtest" go={openTab} />}
      rows={4}
    >
      {(data) => {
        const worst = [...data.series].sort((a, b) => b.breaches - a.breaches).slice(0, few);
        return (
          <Grid<Row>
            what="back-test-summary"
            run={data.run.run}
            caption={say("backtest.caption", { level: data.level, days: data.days })}
            rows={worst}
            rowKey={(r) => `${r.kind} ${r.subject} ${r.side} ${r.currency}`}
            empty={say("empty.days")}
            columns={[
              { head: say("subject"), kind: "text", of: (r) => r.subject },
              { head: say("side"), kind: "text", of: (r) => (r.side === "" ? "" : worded(say, "side", r.side)) },
              { head: say("currency"), kind: "text", of: (r) => r.currency },
              { head: say("breaches"), kind: "lots", of: (r) => r.breaches },
              { head: say("days"), kind: "lots", drop: true, of: (r) => r.days },
              { head: say("coverage"), of: (r) => r.coveragePercent },
              { head: say("kupiec"), of: (r) => r.kupiec },
              { head: say("christoffersen"), of: (r) => r.christoffersen },
              { head: say("zone"), kind: "text", of: (r) => worded(say, "zone", r.zone) },
            ]}
          />
        );
      }}
    </Paper>
  );
}

export function SlowestToClose({ version, openTab }: Go) {
  const say = useSay(words);
  const { language } = useWords();
  type Row = Concentration["months"][number]["holders"][number] & { symbol: string; top: string | null };
  return (
    <Paper<Concentration>
      id="clearing-slowest"
      title={say("tab.concentration")}
      path="v1/clearing/concentration"
      version={version}
      tools={<Open tab="concentration" go={openTab} />}
      rows={4}
    >
      {(data) => {
        const slowest: Row[] = data.months
          .flatMap((m) => m.holders.map((h) => ({ ...h, symbol: m.symbol, top: m.topFivePercent })))
          .sort((a, b) => compare(b.days ?? "0", a.days ?? "0"))
          .slice(0, few);
        return (
          <Grid<Row>
            what="slowest-to-close"
            run={data.run.run}
            caption={say("slowest.caption", { part: data.participationPercent })}
            rows={slowest}
            rowKey={(r) => `${r.symbol} ${r.account} ${r.side}`}
            empty={say("empty.positions")}
            columns={[
              { head: say("symbol"), kind: "text", of: (r) => r.symbol },
              { head: say("account"), kind: "name", of: (r) => `${r.account} ${named(r.name, language)}` },
              { head: say("side"), kind: "text", of: (r) => worded(say, "side", r.side) },
              { head: say("lots"), kind: "lots", of: (r) => r.lots },
              { head: say("daysToClose"), of: (r) => r.days },
              { head: say("topFive"), drop: true, of: (r) => r.top },
              { head: say("addOn"), kind: "money", of: (r) => r.addOn },
            ]}
          />
        );
      }}
    </Paper>
  );
}
