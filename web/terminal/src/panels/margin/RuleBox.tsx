// A portfolio under a rule of scenarios: every scenario with its loss, the binding one marked; months by scenario.
import type { RuleTrace, Scenario } from "../../api/clearing";
import { useWords } from "../../i18n";
import { listed, useSay } from "../../i18n/words";
import { grouped } from "../../format/numbers";
import { evidence, unitName } from "./evidence";
import { Grid } from "../grid/Grid";
import { heat, most } from "./heat";
import { meaning } from "./meanings";
import { words } from "./words";
import "./margin.css";

export function RuleBox({ rule, run, currency }: { rule: RuleTrace; run: string; currency: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const name = listed(say, "rule", rule.rule);
  return (
    <section className="margin-rule">
      <h3>
        {say("rule.total", { rule: name, group: listed(say, "group", rule.group), version: rule.version })}{" "}
        <span className="num">{grouped(rule.total)}</span> {currency}{" "}
        <span className={rule.inForce ? "badge good" : "badge warn"}>
          {rule.inForce ? say("rule.inForce") : say("rule.notInForce")}
        </span>
      </h3>
      <div className="margin-pair">
        <Grid<RuleTrace["parts"][number]>
          what={`${rule.rule}-parts-${currency}`}
          run={run}
          caption={say("rule.parts")}
          rows={rule.parts}
          rowKey={(p) => `${p.code} ${p.unit} ${p.evidence}`}
          empty={say("empty.positions")}
          columns={[
            { head: say("part"), kind: "text", of: (p) => listed(say, "part", p.code) },
            { head: say("unit"), kind: "text", of: (p) => unitName(say, p.unit) },
            { head: say("amount"), kind: "money", signed: true, of: (p) => p.amount },
            { head: say("counts"), kind: "text", of: (p) => (p.counted ? say("yes") : say("detail")) },
            { head: say("evidence"), kind: "text", of: (p) => evidence(p.evidence, say, language) },
          ]}
        />
        <Grid<Scenario>
          what={`${rule.rule}-scenarios-${currency}`}
          run={run}
          caption={say("rule.every")}
          rows={rule.scenarios}
          rowKey={(s) => `${s.unit} ${s.number}`}
          chosen={(s) => s.binding}
          empty={say("empty.positions")}
          columns={[
            { head: say("scenario"), kind: "text", of: (s) => `${unitName(say, s.unit)} ${s.number}` },
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
      </div>
      <Heat rule={rule} run={run} currency={currency} />
    </section>
  );
}

function Heat({ rule, run, currency }: { rule: RuleTrace; run: string; currency: string }) {
  const say = useSay(words);
  type Months = RuleTrace["cells"][number];
  const largest = most(rule.cells.flatMap((c) => c.loss));
  const count = Math.max(0, ...rule.cells.map((c) => c.loss.length));
  return (
    <Grid<Months>
      what={`${rule.rule}-heat-${currency}`}
      run={run}
      caption={say("rule.heat")}
      rows={rule.cells}
      rowKey={(c) => c.symbol}
      empty={say("empty.positions")}
      columns={[
        { head: say("symbol"), kind: "text", of: (c) => c.symbol },
        { head: say("net"), kind: "lots", of: (c) => c.netLots },
        ...Array.from({ length: count }, (_, k) => ({
          head: say("scenario.number", { number: k + 1 }),
          kind: "money" as const,
          of: (c: Months) => c.loss[k] ?? null,
          tint: (c: Months) => heat(c.loss[k] ?? "0", largest),
        })),
      ]}
    />
  );
}
