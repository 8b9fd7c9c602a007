// All members at a glance, and what stands ready against the worst of the stress set.
import type { Overview, Row, Total } from "../../api/clearing";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Grid } from "../../panels/grid/Grid";
import { How, RunLine } from "../../panels/margin/RunLine";
import { BackTestSummary, SlowestToClose, WorstCases } from "./OverviewPanels";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { caseName, rowColumns, Share } from "./rows";
import { words } from "./words";

export function OverviewTab(props: TabProps) {
  return (
    <>
      <House {...props} />
      <div className="clearing-panels">
        <WorstCases version={props.version} openTab={props.openTab} />
        <BackTestSummary version={props.version} openTab={props.openTab} />
        <SlowestToClose version={props.version} openTab={props.openTab} />
      </div>
    </>
  );
}

function House({ version, openMember, openTab }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Paper<Overview> id="clearing-overview" title={say("tab.overview")} path="v1/clearing/overview" version={version}>
      {(data) => (
        <>
          <RunLine run={data.run}>
            <button
              type="button"
              className={data.balanced ? "badge good clearing-proof" : "badge bad clearing-proof"}
              onClick={() => openTab("ledger")}
            >
              {data.balanced ? say("balanced") : say("unbalanced")}
            </button>
          </RunLine>
          <Grid<Total>
            what="clearing-totals"
            run={data.run.run}
            caption={say("totals")}
            rows={data.totals}
            rowKey={(r) => r.currency}
            empty={say("empty.months")}
            columns={[
              { head: say("currency"), kind: "text", of: (r) => r.currency },
              { head: say("margin"), kind: "money", of: (r) => r.margin, quantity: (r) => `im:${r.currency}` },
              { head: say("prefunded"), kind: "money", of: (r) => r.prefunded },
              { head: say("exchangeCapital"), kind: "money", of: (r) => r.exchangeCapital },
              { head: say("riskReserve"), kind: "money", of: (r) => r.riskReserve },
              { head: say("contributions"), kind: "money", of: (r) => r.contributions },
              { head: say("coverOne"), kind: "money", of: (r) => r.coverOne },
              { head: say("coverTwo"), kind: "money", of: (r) => r.coverTwo },
              { head: say("worstCase"), kind: "text", of: (r) => caseName(say, r.worstCase) },
              {
                head: say("coverUse"),
                of: (r) => r.usePercent,
                show: (r) =>
                  r.usePercent === null ? say("nothingPrefunded") : <Share percent={r.usePercent} />,
              },
              { head: say("ledgerSum"), kind: "money", of: (r) => r.ledger },
            ]}
          />
          <Grid<Row>
            what="clearing-members"
            run={data.run.run}
            caption={say("members")}
            rows={data.members}
            rowKey={(r) => `${r.member} ${r.account} ${r.currency}`}
            empty={say("empty.members")}
            columns={rowColumns(
              say,
              language,
              { head: say("member"), open: (r) => (r.member === null ? null : () => openMember(r.member!)) },
              (r) => (r.member === null ? null : () => openMember(r.member!)),
            )}
          />
          <How
            of={[
              say("how.margin"),
              say("how.variation"),
              say("how.addOns"),
              say("how.excess"),
              say("how.sums"),
              say("how.stress"),
              say("how.cover"),
            ]}
          />
        </>
      )}
    </Paper>
  );
}
