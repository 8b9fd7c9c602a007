// Why an account's margin is what it is: line by line, and scenario by scenario under the other rules.
import type { Member, RuleTrace, Trace, TraceLine } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { grouped } from "../../format/numbers";
import { Empty } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { unitName } from "../../panels/margin/evidence";
import { Grid } from "../../panels/grid/Grid";
import { meaning } from "../../panels/margin/meanings";
import { useMembers } from "./MemberTab";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { type ClearingSay } from "./rows";
import { RuleBox } from "../../panels/margin/RuleBox";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

export function TraceTab({ version, member, account, openTrace, openMember }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const members = useMembers();
  const chosen = member ?? members[0]?.member ?? null;
  const { data } = useFetched<Member>(chosen === null ? null : `v1/clearing/members/${chosen}`);
  const accounts = [...new Map((data?.accounts ?? []).map((a) => [a.account!, a])).values()];
  const shown = accounts.some((a) => a.account === account) ? account : (accounts[0]?.account ?? null);
  return (
    <>
      <div className="clearing-choice" hidden={chosen === null}>
        <label>
          {say("member")}{" "}
          <select value={chosen ?? ""} onChange={(e) => openMember(Number(e.target.value))}>
            {members.map((m) => (
              <option translate="no" key={m.member} value={m.member}>
                {m.member} {m.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say("account")}{" "}
          <select value={shown ?? ""} onChange={(e) => openTrace(chosen!, Number(e.target.value))}>
            {accounts.map((a) => (
              <option translate="no" key={a.account} value={a.account!}>
                {a.account} {named(a.name, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {chosen === null || shown === null ? (
        <Paper
          id="clearing-trace"
          title={say("tab.trace")}
          path={chosen === null ? "v1/clearing/overview" : `v1/clearing/members/${chosen}`}
          version={version}
        >
          {() => <Empty>{say(chosen === null ? "empty.members" : "empty.accounts")}</Empty>}
        </Paper>
      ) : (
        <Paper<Trace>
          key={`${chosen} ${shown}`}
          id="clearing-trace"
          title={say("tab.trace")}
          path={`v1/clearing/members/${chosen}/accounts/${shown}/margin`}
          version={version}
        >
          {(data) => <Body data={data} />}
        </Paper>
      )}
    </>
  );
}

function Body({ data }: { data: Trace }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <>
      <RunLine run={data.run} />
      {data.currencies.length === 0 && <Empty>{say("empty.positions")}</Empty>}
      {data.currencies.map((c) => (
        <section key={c.currency}>
          <h3>
            {say("trace.required", {
              account: `${data.account} ${named(data.name, language)}`,
              currency: c.currency,
            })}{" "}
            <span className="num" data-q={`im:${data.account}:${c.currency}`}>
              {grouped(c.required)}
            </span>
          </h3>
          <p className="muted">
            {say("trace.parts", {
              together: grouped(c.together),
              orders: grouped(c.withOrders),
              markUp: data.markUpPercent,
            })}
          </p>
          <Summary of={c} run={data.run.run} account={data.account} />
          <Grid<TraceLine>
            what={`margin-${data.account}-${c.currency}`}
            run={data.run.run}
            caption={say("trace.lines")}
            rows={c.lines}
            rowKey={(r) => `${r.symbol} ${r.side}`}
            empty={say("empty.positions")}
            columns={[
              { head: say("symbol"), kind: "text", of: (r) => r.symbol },
              { head: say("side"), kind: "text", of: (r) => worded(say, "side", r.side) },
              { head: say("lots"), kind: "lots", of: (r) => r.lots },
              { head: say("previous"), of: (r) => r.price },
              { head: say("tickSize"), of: (r) => r.tickSize },
              { head: say("tickValue"), of: (r) => r.tickValue },
              { head: say("rate"), of: (r) => r.ratePercent },
              { head: say("asked"), of: (r) => r.askedPercent },
              { head: say("atHouse"), kind: "money", of: (r) => r.atHouse },
              { head: say("amount"), kind: "money", of: (r) => r.amount },
              { head: say("formula"), kind: "text", of: (r) => formula(say, r) },
            ]}
          />
          {c.rules.map((r) => (
            <RuleBox key={r.rule} rule={r} run={data.run.run} currency={c.currency} />
          ))}
        </section>
      ))}
      <How of={[say("how.line"), say("how.together"), say("how.scenarios"), say("how.binding"), say("how.hash")]} />
    </>
  );
}

const formula = (say: ClearingSay, r: TraceLine) =>
  say("line.formula", {
    lots: grouped(String(r.lots)),
    price: r.price,
    tick: r.tickSize,
    value: r.tickValue,
    rate: r.askedPercent,
  });

/** A rule's margin and the scenarios that bind it: one a commodity. */
interface Line {
  rule: string;
  charged: boolean;
  total: string;
  binding: RuleTrace["scenarios"][number] | null;
}

/** The rules side by side. One of scenarios is named once for each commodity whose worst scenario is its own. */
function Summary({ of, run, account }: { of: Trace["currencies"][number]; run: string; account: number }) {
  const say = useSay(words);
  const { language } = useWords();
  const byScenario = of.rules.some((r) => r.inForce);
  const rows: Line[] = [
    { rule: byScenario ? "in-force" : "percentage", charged: true, total: of.required, binding: null },
    ...of.rules.flatMap((r): Line[] => {
      const bound: Line["binding"][] = r.scenarios.filter((s) => s.binding);
      const line = { rule: r.rule, charged: r.inForce, total: r.total };
      return (bound.length === 0 ? [null] : bound).map((binding) => ({ ...line, binding }));
    }),
  ];
  return (
    <Grid<Line>
      what={`margin-rules-${account}-${of.currency}`}
      run={run}
      caption={say("trace.summary")}
      rows={rows}
      rowKey={(r) => `${r.rule} ${r.binding?.unit ?? ""}`}
      chosen={(r) => r.charged}
      empty={say("empty.positions")}
      columns={[
        { head: say("rule"), kind: "text", of: (r) => worded(say, "rule", r.rule) },
        {
          head: say("counts"),
          kind: "text",
          of: (r) => (r.charged ? say("rule.inForce") : say("rule.notInForce")),
        },
        {
          head: say("margin"),
          kind: "money",
          of: (r) => r.total,
          quantity: (r) => (r.binding === null ? `im:${account}:${of.currency}` : `rule:${r.rule}:${of.currency}`),
        },
        {
          head: say("trace.binding"),
          kind: "text",
          of: (r) => r.binding && `${unitName(say, r.binding.unit)} ${r.binding.number}`,
        },
        { head: say("meaning"), kind: "text", of: (r) => r.binding && meaning(r.binding.meaning, language) },
        { head: say("trace.bindingLoss"), kind: "money", of: (r) => r.binding?.loss ?? null },
      ]}
    />
  );
}
