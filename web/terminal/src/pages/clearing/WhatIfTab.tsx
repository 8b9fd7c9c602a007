// A portfolio that somebody might hold: a table goes in, the rules' margins come out side by side.
import { useState } from "react";
import { send } from "../../api/client";
import type { WhatIf } from "../../api/clearing";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import { useRequest } from "../../state/request";
import { Grid } from "./Grid";
import type { TabProps } from "./page";
import { Refused } from "./Refused";
import { worded } from "./rows";
import { RuleBox } from "./RuleBox";
import { How, RunLine } from "./RunLine";
import { words } from "./words";

const sample = "symbol,side,lots\n";

/** What is sent; an empty account is nobody's. */
export function question(csv: string, account: string, add: boolean): object {
  return { csv, ...(account.trim() === "" ? {} : { account: Number(account) }), ...(add ? { add } : {}) };
}

export function WhatIfTab({ account }: TabProps) {
  const say = useSay(words);
  const [csv, setCsv] = useState(sample);
  const [whose, setWhose] = useState(account === null ? "" : String(account));
  const [add, setAdd] = useState(account !== null);
  const [answer, setAnswer] = useState<WhatIf | null>(null);
  const request = useRequest();
  const ask = () =>
    request.run(async () => {
      setAnswer(null);
      setAnswer(await send<WhatIf>("POST", "v1/clearing/what-if", question(csv, whose, add)));
      return say("answered");
    });
  return (
    <Panel id="clearing-whatif" title={say("tab.whatif")}>
      <form
        className="clearing-form"
        onSubmit={(e) => {
          e.preventDefault();
          ask();
        }}
      >
        <label>
          {say("whatif.csv")}
          <textarea
            rows={8}
            cols={40}
            value={csv}
            spellCheck={false}
            onChange={(e) => setCsv(e.target.value)}
            aria-describedby="whatif-help"
          />
        </label>
        <p id="whatif-help" className="muted">
          {say("whatif.help")}
        </p>
        <label>
          {say("whatif.file")}{" "}
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(e) => {
              void e.target.files?.[0]?.text().then(setCsv);
            }}
          />
        </label>
        <label>
          {say("whatif.account")}{" "}
          <input value={whose} inputMode="numeric" size={8} onChange={(e) => setWhose(e.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={add} onChange={(e) => setAdd(e.target.checked)} /> {say("whatif.add")}
        </label>
        <button type="submit" disabled={request.stage !== "idle"}>
          {say("whatif.ask")}
        </button>
        <Refused told={request.told} />
      </form>
      {answer && <Result data={answer} />}
      <How of={[say("how.whatif"), say("how.scenarios"), say("how.pure")]} />
    </Panel>
  );
}

function Result({ data }: { data: WhatIf }) {
  const say = useSay(words);
  type Rule = WhatIf["currencies"][number]["rules"][number];
  return (
    <>
      <RunLine run={data.run} />
      {data.currencies.map((c) => (
        <section key={c.currency}>
          <Grid<Rule>
            what={`what-if-${c.currency}`}
            run={data.run.run}
            caption={say("whatif.result", { currency: c.currency, rows: data.rows.length })}
            rows={c.rules}
            rowKey={(r) => r.rule}
            empty={say("empty.positions")}
            columns={[
              { head: say("rule"), kind: "text", of: (r) => worded(say, "rule", r.rule) },
              {
                head: say("counts"),
                kind: "text",
                of: (r) => (r.inForce ? say("rule.inForce") : say("rule.notInForce")),
              },
              { head: say("before"), kind: "money", of: (r) => r.before },
              { head: say("after"), kind: "money", of: (r) => r.after },
              { head: say("difference"), kind: "money", of: (r) => r.difference },
            ]}
          />
          {c.after.map((r) => (
            <RuleBox key={r.rule} rule={r} run={data.run.run} currency={c.currency} />
          ))}
        </section>
      ))}
    </>
  );
}
