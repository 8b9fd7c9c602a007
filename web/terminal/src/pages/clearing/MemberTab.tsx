// One member: its accounts, what they hold, and that they add up to it.
import type { Member, Overview, Position, Row } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { Grid } from "../../panels/grid/Grid";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { rowColumns } from "./rows";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

/** The members there are, to choose from. */
export function useMembers(): { member: number; name: string }[] {
  const { language } = useWords();
  const { data } = useFetched<Overview>("v1/clearing/overview");
  const rows = (data?.members ?? []).filter((r) => r.member !== null);
  return [...new Map(rows.map((r) => [r.member!, { member: r.member!, name: named(r.name, language) }])).values()];
}

export function MemberTab({ version, member, openMember, openTrace, openLedger }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const members = useMembers();
  const chosen = member ?? members[0]?.member ?? null;
  return (
    <>
      <div className="choice clearing-choice" role="group" aria-label={say("member")}>
        {members.map((m) => (
          <button key={m.member} type="button" aria-pressed={m.member === chosen} onClick={() => openMember(m.member)}>
            {m.member} {m.name}
          </button>
        ))}
      </div>
      {chosen === null ? (
        <Paper<Overview> id="clearing-member" title={say("tab.member")} path="v1/clearing/overview" version={version}>
          {() => <Empty>{say("empty.members")}</Empty>}
        </Paper>
      ) : (
        <Paper<Member>
          key={chosen}
          id="clearing-member"
          title={say("tab.member")}
          path={`v1/clearing/members/${chosen}`}
          version={version}
        >
          {(data) => (
            <>
              <RunLine run={data.run} />
              <Grid<Row>
                what={`clearing-member-${chosen}`}
                run={data.run.run}
                caption={say("member.totals", { member: `${data.member} ${named(data.name, language)}` })}
                rows={data.totals}
                rowKey={(r) => r.currency}
                empty={say("empty.accounts")}
                columns={rowColumns(say, language, { head: say("member"), open: () => null }, null)}
              />
              <Grid<Row>
                what={`clearing-accounts-${chosen}`}
                run={data.run.run}
                caption={say("member.accounts")}
                rows={data.accounts}
                rowKey={(r) => `${r.account} ${r.currency}`}
                empty={say("empty.accounts")}
                columns={rowColumns(
                  say,
                  language,
                  {
                    head: say("account"),
                    open: (r) => (r.account === null ? null : () => openLedger(chosen, r.account!)),
                  },
                  (r) => (r.account === null ? null : () => openTrace(chosen, r.account!)),
                )}
              />
              <Grid<Position>
                what={`clearing-positions-${chosen}`}
                run={data.run.run}
                caption={say("member.positions")}
                rows={data.positions}
                rowKey={(r) => `${r.account} ${r.symbol}`}
                empty={say("empty.positions")}
                columns={[
                  {
                    head: say("account"),
                    kind: "text",
                    of: (r) => r.account,
                    open: (r) => () => openTrace(chosen, r.account),
                  },
                  { head: say("symbol"), kind: "text", of: (r) => r.symbol },
                  { head: say("long"), kind: "lots", of: (r) => r.longLots },
                  { head: say("short"), kind: "lots", of: (r) => r.shortLots },
                  { head: say("previous"), of: (r) => r.previousSettlement },
                  { head: say("last"), of: (r) => r.last },
                  { head: say("variation"), kind: "money", signed: true, of: (r) => r.variation },
                  { head: say("margin"), kind: "money", of: (r) => r.margin },
                  { head: say("currency"), kind: "text", of: (r) => r.currency },
                ]}
              />
              <How of={[say("how.sums"), say("how.margin"), say("how.excess")]} />
            </>
          )}
        </Paper>
      )}
    </>
  );
}
