// Losses beyond margin: the stress set, days that were, and how far prices must go until what is prefunded is gone.
import type { MemberAmount, Stress, StressCase } from "../../api/clearing";
import { useWords } from "../../i18n";
import { named } from "../../i18n/names";
import { listed as worded, useSay } from "../../i18n/words";
import { grouped, signed } from "../../format/numbers";
import { Empty } from "../../panels/Panel";
import { Grid } from "../../panels/grid/Grid";
import { heat, most } from "../../panels/margin/heat";
import type { Language } from "../../state/view";
import { Paper } from "./Paper";
import type { TabProps } from "./page";
import { caseName, movesText } from "./rows";
import { How, RunLine } from "../../panels/margin/RunLine";
import { words } from "./words";

type OneCurrency = Stress["currencies"][number];

export function StressTab({ version }: TabProps) {
  const say = useSay(words);
  return (
    <Paper<Stress> id="clearing-stress" title={say("tab.stress")} path="v1/clearing/stress" version={version}>
      {(data) => (
        <>
          <RunLine run={data.run} />
          {data.currencies.length === 0 && <Empty>{say("empty.months")}</Empty>}
          {data.currencies.map((c) => (
            <Currency key={c.currency} data={c} run={data.run.run} />
          ))}
          <How of={[say("how.stress"), say("how.historical"), say("how.reverse"), say("how.sizing")]} />
        </>
      )}
    </Paper>
  );
}

function Currency({ data, run }: { data: OneCurrency; run: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const worst = data.cases[data.worst];
  return (
    <section>
      <h3>
        {data.currency} · {say("prefunded")} <span className="num">{grouped(data.prefunded)}</span>
        {worst && (
          <>
            {" "}
            · {say("coverTwo")} <span className="num">{grouped(worst.coverTwo)}</span>
          </>
        )}
      </h3>
      <Grid<StressCase>
        what={`stress-${data.currency}`}
        run={run}
        caption={say("stress.cases")}
        rows={data.cases}
        rowKey={(r) => `${r.kind} ${r.scenario} ${r.case}`}
        chosen={(r) => r === worst}
        empty={say("empty.stress")}
        columns={[
          { head: say("scenario"), kind: "text", of: (r) => caseName(say, `${r.scenario} ${r.case}`) },
          { head: say("kind"), kind: "text", of: (r) => worded(say, "stress", r.kind) },
          { head: say("stress.name"), kind: "text", of: (r) => (language === "zh" ? r.nameZh : r.nameEn) },
          { head: say("moves"), kind: "text", of: (r) => r.moves, show: (r) => movesText(r.moves, language) },
          { head: say("coverOne"), kind: "money", of: (r) => r.coverOne },
          { head: say("coverTwo"), kind: "money", of: (r) => r.coverTwo },
          {
            head: say("covered"),
            kind: "text",
            of: (r) => (r.covered ? say("yes") : say("no")),
            show: (r) => (
              <span className={r.covered ? "badge good" : "badge bad"}>{r.covered ? say("yes") : say("no")}</span>
            ),
          },
        ]}
      />
      <Heat data={data} run={run} />
      <Grid<OneCurrency["reverse"][number]>
        what={`reverse-stress-${data.currency}`}
        run={run}
        caption={say("stress.reverse")}
        rows={data.reverse}
        rowKey={(r) => `${r.contract} ${r.direction}`}
        empty={say("empty.stress")}
        columns={[
          { head: say("contract"), kind: "text", of: (r) => r.contract },
          { head: say("direction"), kind: "text", of: (r) => worded(say, "direction", r.direction) },
          {
            head: say("stress.move"),
            of: (r) => r.movePercent,
            show: (r) =>
              r.movePercent === null ? say("stress.never", { bound: r.boundPercent }) : signed(r.movePercent),
          },
          { head: say("coverTwo"), kind: "money", of: (r) => r.coverTwo },
        ]}
      />
      <Grid<MemberAmount>
        what={`fund-size-${data.currency}`}
        run={run}
        caption={say("stress.fund", { fund: grouped(data.fund), skin: grouped(data.skin), currency: data.currency })}
        rows={data.contributions}
        rowKey={(r) => `${r.member} ${r.name}`}
        empty={say("empty.stress")}
        columns={[
          { head: say("member"), kind: "name", of: (r) => memberName(r, language) },
          { head: say("contribution"), kind: "money", of: (r) => r.amount },
        ]}
      />
    </section>
  );
}

const memberName = (m: MemberAmount, language: Language) => `${m.member ?? ""} ${named(m.name, language)}`.trim();

/** Members by case of the stress set. */
function Heat({ data, run }: { data: OneCurrency; run: string }) {
  const say = useSay(words);
  const { language } = useWords();
  const cases = data.cases.filter((c) => c.kind === "hypothetical");
  const names = [...new Set(cases.flatMap((c) => c.members.map((m) => memberName(m, language))))].sort();
  const amount = (c: StressCase, name: string) =>
    c.members.find((m) => memberName(m, language) === name)?.amount ?? "0.00";
  const largest = most(cases.flatMap((c) => c.members.map((m) => m.amount)));
  return (
    <Grid<string>
      what={`stress-members-${data.currency}`}
      run={run}
      caption={say("stress.heat")}
      rows={names}
      rowKey={(n) => n}
      empty={say("empty.stress")}
      columns={[
        { head: say("member"), kind: "name", of: (n) => n },
        ...cases.map((c) => ({
          head: caseName(say, `${c.scenario} ${c.case}`),
          kind: "money" as const,
          of: (n: string) => amount(c, n),
          tint: (n: string) => heat(amount(c, n), largest),
        })),
      ]}
    />
  );
}
