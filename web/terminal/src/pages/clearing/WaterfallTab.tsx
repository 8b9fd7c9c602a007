// A default that did not happen: who fails and how far prices move goes in, what each layer bears comes out.
import { useState } from "react";
import { send } from "../../api/client";
import type { Stress, Waterfall } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { grouped } from "../../format/numbers";
import { Empty, Panel } from "../../panels/Panel";
import { useMay } from "../../session/session";
import { useRequest } from "../../state/request";
import { useFetched } from "../../state/venue";
import { Grid } from "../../panels/grid/Grid";
import { useMembers } from "./MemberTab";
import { readers } from "./Paper";
import type { TabProps } from "./page";
import { Refused } from "./Refused";
import { caseName, movesText, Share } from "./rows";
import { steps, type Step } from "./steps";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

/** A move in per cent as parts per million; null: it is no number with at most four decimals. */
export function movePpm(percent: string): number | null {
  if (!/^[+-]?\d{1,4}(\.\d{1,4})?$/.test(percent.trim())) return null;
  return Math.round(Number(percent) * 10_000);
}

export function WaterfallTab(_: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  const { may, why } = useMay(readers);
  const members = useMembers();
  const stress = useFetched<Stress>("v1/clearing/stress");
  const currencies = stress.data?.currencies ?? [];
  const cases = [
    ...new Map(
      currencies
        .flatMap((c) => c.cases.filter((x) => x.kind === "hypothetical"))
        .map((x) => [`${x.scenario}|${x.case}`, x]),
    ).values(),
  ];
  const contracts = currencies.flatMap((c) => [...new Set(c.reverse.map((r) => r.contract))]);
  const [failing, setFailing] = useState<number[]>([]);
  const [shock, setShock] = useState("");
  const [moves, setMoves] = useState<Record<string, string>>({});
  const [sized, setSized] = useState(false);
  const [bad, setBad] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Waterfall | null>(null);
  const request = useRequest();
  const chosen = shock === "" && cases[0] ? `${cases[0].scenario}|${cases[0].case}` : shock;
  const ask = () => {
    const own = contracts.map((c) => ({ contract: c, percent: moves[c] ?? "0", movePpm: movePpm(moves[c] ?? "0") }));
    const wrong = chosen === "own" ? own.find((m) => m.movePpm === null) : undefined;
    setBad(
      failing.length === 0
        ? say("waterfall.nobody")
        : wrong
          ? say("waterfall.badMove", { contract: wrong.contract, given: wrong.percent })
          : null,
    );
    if (failing.length === 0 || wrong) return;
    const [scenario, name] = chosen.split("|");
    request.run(async () => {
      setAnswer(null);
      const body = {
        members: failing.map((member) => ({ member })),
        ...(chosen === "own"
          ? { moves: own.map(({ contract, movePpm }) => ({ contract, movePpm })) }
          : { stress: scenario, case: name }),
        fund: sized ? "as sized" : "paid in",
      };
      setAnswer(await send<Waterfall>("POST", "v1/clearing/waterfall", body));
      return say("answered");
    });
  };
  return (
    <Panel id="clearing-waterfall" title={say("tab.waterfall")}>
      <div className="clearing-sides">
        <form
          className="clearing-form"
          onSubmit={(e) => {
            e.preventDefault();
            ask();
          }}
        >
          <fieldset>
            <legend>{say("waterfall.who")}</legend>
            {members.map((m) => (
              <label key={m.member} className="clearing-check">
                <input
                  type="checkbox"
                  checked={failing.includes(m.member)}
                  onChange={(e) =>
                    setFailing(e.target.checked ? [...failing, m.member] : failing.filter((f) => f !== m.member))
                  }
                />
                <span translate="no">
                  {m.member} {m.name}
                </span>
              </label>
            ))}
            {members.length === 0 && <span className="muted">{say("empty.members")}</span>}
          </fieldset>
          <label>
            {say("waterfall.shock")}{" "}
            <select value={chosen} onChange={(e) => setShock(e.target.value)}>
              {cases.map((c) => (
                <option key={`${c.scenario}|${c.case}`} value={`${c.scenario}|${c.case}`}>
                  {say("waterfall.of", {
                    name: caseName(say, `${c.scenario} ${c.case}`),
                    moves: movesText(c.moves, language),
                  })}
                </option>
              ))}
              <option value="own">{say("waterfall.own")}</option>
            </select>
          </label>
          {chosen === "own" &&
            contracts.map((c) => (
              <label key={c}>
                {say("waterfall.move", { contract: c })}{" "}
                <input
                  value={moves[c] ?? "0"}
                  size={8}
                  inputMode="decimal"
                  onChange={(e) => setMoves({ ...moves, [c]: e.target.value })}
                />
              </label>
            ))}
          <label className="clearing-check">
            <input type="checkbox" checked={sized} onChange={(e) => setSized(e.target.checked)} />
            {say("waterfall.sized")}
          </label>
          <button type="submit" disabled={!may || request.stage !== "idle"} aria-describedby="waterfall-why">
            {say("waterfall.ask")}
          </button>
          <p id="waterfall-why" className="muted">
            {why}
          </p>
          {bad && (
            <p className="answer warn" role="alert">
              {bad}
            </p>
          )}
          <Refused told={request.told} />
        </form>
        <div>{answer ? <Result data={answer} /> : <Empty>{say("waterfall.none")}</Empty>}</div>
      </div>
      <How of={[say("how.waterfall"), say("how.layers"), say("how.sizing"), say("how.pure")]} />
    </Panel>
  );
}

type Layer = Waterfall["currencies"][number]["layers"][number];
type Part = Layer["parts"][number] & { layer: string };

function Result({ data }: { data: Waterfall }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <>
      <RunLine run={data.run}>
        <span>
          {say("waterfall.of", {
            name: caseName(say, `${data.scenario} ${data.case}`),
            moves: movesText(data.moves, language),
          })}
        </span>
      </RunLine>
      {data.currencies.map((c) => {
        const parts: Part[] = c.layers.flatMap((l) => l.parts.map((p) => ({ ...p, layer: l.layer })));
        return (
          <section key={c.currency}>
            <h3>
              {say("waterfall.loss", {
                currency: c.currency,
                loss: grouped(c.loss),
                used: grouped(c.used),
                uncovered: grouped(c.uncovered),
              })}
            </h3>
            <Grid<Layer>
              what={`waterfall-${c.currency}`}
              run={data.run.run}
              caption={say("waterfall.layers")}
              rows={c.layers}
              rowKey={(l) => l.layer}
              empty={say("empty.layers")}
              columns={[
                { head: say("layer"), kind: "text", of: (l) => worded(say, "layer", l.layer) },
                { head: say("available"), kind: "money", of: (l) => l.available },
                { head: say("used"), kind: "money", of: (l) => l.used },
                { head: say("left"), kind: "money", of: (l) => l.left },
                {
                  head: say("use"),
                  of: (l) => l.usePercent,
                  show: (l) =>
                    l.usePercent === null ? say("layer.empty") : <Share percent={l.usePercent} />,
                },
              ]}
            />
            <Grid<Part>
              what={`waterfall-parts-${c.currency}`}
              run={data.run.run}
              caption={say("waterfall.parts")}
              rows={parts}
              rowKey={(p) => `${p.layer} ${p.account}`}
              empty={say("empty.layers")}
              columns={[
                { head: say("layer"), kind: "text", of: (p) => worded(say, "layer", p.layer) },
                {
                  head: say("account"),
                  kind: "text",
                  of: (p) => (p.account === 0 ? say("exchange") : `${p.account} ${named(p.name, language)}`),
                },
                { head: say("available"), kind: "money", of: (p) => p.available },
                { head: say("used"), kind: "money", of: (p) => p.used },
                { head: say("replenish"), kind: "money", of: (p) => p.replenish },
              ]}
            />
            <Log steps={steps(c)} what={`waterfall-log-${c.currency}`} run={data.run.run} />
          </section>
        );
      })}
    </>
  );
}

/** What happened, in its order: each part that was asked, what it bore, and what was left of the loss. */
function Log({ steps, what, run }: { steps: readonly Step[]; what: string; run: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const told = (s: Step) => {
    if (s.kind !== "part") return say(`log.${s.kind}`);
    const who = s.account === 0 ? say("exchange") : `${s.account} ${named(s.name, language)}`;
    return say("log.part", { layer: worded(say, "layer", s.layer), who });
  };
  return (
    <Grid<Step>
      what={what}
      run={run}
      caption={say("waterfall.log")}
      rows={steps}
      rowKey={(s) => String(s.number)}
      empty={say("empty.layers")}
      columns={[
        { head: say("step"), of: (s) => s.number },
        { head: say("event"), kind: "text", of: told },
        { head: say("amount"), kind: "money", of: (s) => s.amount },
        { head: say("lossLeft"), kind: "money", of: (s) => s.lossLeft },
      ]}
    />
  );
}
