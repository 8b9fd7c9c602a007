// A portfolio under a rule of scenarios: every scenario with its loss, the binding one marked; months by scenario.
import type { RuleTrace, Scenario } from "../../api/clearing";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { grouped } from "../../format/numbers";
import { csv } from "./csv";
import { Export, Grid } from "./Grid";
import { heat, most } from "./heat";
import { meaning } from "./meanings";
import { worded } from "./rows";
import { words } from "./words";

export function RuleBox({ rule, run, currency }: { rule: RuleTrace; run: string; currency: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const name = worded(say, "rule", rule.rule);
  return (
    <section className="clearing-rule">
      <h4>
        {say("rule.total", { rule: name, group: rule.group, version: rule.version })}{" "}
        <span className="num">{grouped(rule.total)}</span> {currency}{" "}
        <span className={rule.inForce ? "badge good" : "badge warn"}>
          {rule.inForce ? say("rule.inForce") : say("rule.notInForce")}
        </span>
      </h4>
      <Grid<RuleTrace["parts"][number]>
        what={`${rule.rule}-parts-${currency}`}
        run={run}
        caption={say("rule.parts")}
        rows={rule.parts}
        rowKey={(p) => `${p.code} ${p.unit} ${p.evidence}`}
        empty={say("empty.positions")}
        columns={[
          { head: say("part"), kind: "text", of: (p) => worded(say, "part", p.code) },
          { head: say("unit"), kind: "text", of: (p) => p.unit },
          { head: say("amount"), kind: "money", signed: true, of: (p) => p.amount },
          { head: say("counts"), kind: "text", of: (p) => (p.counted ? say("yes") : say("detail")) },
          { head: say("evidence"), kind: "text", of: (p) => p.evidence },
        ]}
      />
      <Grid<Scenario>
        what={`${rule.rule}-scenarios-${currency}`}
        run={run}
        caption={say("rule.scenarios")}
        rows={rule.scenarios}
        rowKey={(s) => `${s.unit} ${s.number}`}
        chosen={(s) => s.binding}
        empty={say("empty.positions")}
        columns={[
          { head: say("scenario"), kind: "text", of: (s) => `${s.unit} ${s.number}` },
          { head: say("meaning"), kind: "text", of: (s) => meaning(s.meaning, language) },
          { head: say("loss"), kind: "money", of: (s) => s.loss },
          {
            head: say("binds"),
            kind: "text",
            of: (s) => (s.binding ? say("yes") : ""),
            show: (s) => (s.binding ? <strong>◀ {say("yes")}</strong> : "–"),
          },
        ]}
      />
      <Heat rule={rule} run={run} currency={currency} />
    </section>
  );
}

function Heat({ rule, run, currency }: { rule: RuleTrace; run: string; currency: string }) {
  const say = useSay(words);
  const largest = most(rule.cells.flatMap((c) => c.loss));
  const count = Math.max(0, ...rule.cells.map((c) => c.loss.length));
  const columns = [
    { head: say("symbol"), of: (c: RuleTrace["cells"][number]) => c.symbol },
    { head: say("net"), of: (c: RuleTrace["cells"][number]) => c.netLots },
    ...Array.from({ length: count }, (_, k) => ({
      head: String(k + 1),
      of: (c: RuleTrace["cells"][number]) => c.loss[k] ?? null,
    })),
  ];
  const caption = say("rule.heat");
  return (
    <>
      <div className="clearing-tools">
        <span className="muted">{caption}</span>
        <Export
          what={`${rule.rule}-heat-${currency}`}
          run={run}
          text={() => csv(columns, rule.cells)}
          label={say("export", { what: caption })}
        />
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="wide clearing-grid">
          <thead>
            <tr>
              {columns.map((c, i) => (
                <th key={c.head} scope="col" className={i === 0 ? "left" : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rule.cells.map((c) => (
              <tr key={c.symbol}>
                <th scope="row" className="left">
                  {c.symbol}
                </th>
                <td>{grouped(String(c.netLots))}</td>
                {c.loss.map((l, k) => (
                  <td key={k} data-heat={heat(l, largest)}>
                    {grouped(l)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
