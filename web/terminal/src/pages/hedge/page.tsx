// The hedge programme: its figures, and nine steps that can be left and taken up again; where one is stands in the address.
import { useCallback, useState } from "react";
import type { Figures, ProgrammePaper, WorkPaper } from "../../api/desk";
import { RequestFailed } from "../../api/client";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Failed, Loading } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched } from "../../state/venue";
import type { PageProps } from "../page";
import { Head } from "./Head";
import { NoDesk } from "./NoDesk";
import { told } from "./show";
import { ApproveStep } from "./steps/ApproveStep";
import { ForecastStep } from "./steps/ForecastStep";
import { ImportStep } from "./steps/ImportStep";
import { MapStep } from "./steps/MapStep";
import { Overview } from "./steps/Overview";
import { PolicyStep } from "./steps/PolicyStep";
import { RatioStep } from "./steps/RatioStep";
import { ReportStep } from "./steps/ReportStep";
import { StrategyStep } from "./steps/StrategyStep";
import { WorkStep } from "./steps/WorkStep";
import { words } from "./words";
import "./hedge.css";

export const steps = [
  "overview",
  "import",
  "map",
  "forecast",
  "policy",
  "ratio",
  "strategy",
  "approve",
  "work",
  "report",
] as const;
export type StepName = (typeof steps)[number];

/** What a step is told. */
export interface StepProps {
  paper: ProgrammePaper;
  figures: Figures | null;
  work: WorkPaper | null;
  /** Something was done: the papers are old. */
  done: () => void;
  go: (step: StepName) => void;
}

/** Fewest and most of one paper's steps, by name. */
const shown: Record<StepName, (props: StepProps) => React.ReactNode> = {
  overview: (p) => <Overview {...p} />,
  import: (p) => <ImportStep {...p} />,
  map: (p) => <MapStep {...p} />,
  forecast: (p) => <ForecastStep {...p} />,
  policy: (p) => <PolicyStep {...p} />,
  ratio: (p) => <RatioStep {...p} />,
  strategy: (p) => <StrategyStep {...p} />,
  approve: (p) => <ApproveStep {...p} />,
  work: (p) => <WorkStep {...p} />,
  report: (p) => <ReportStep {...p} />,
};

export default function Hedge({ view, change }: PageProps) {
  const say = useSay(words);
  const { language } = useWords();
  const [step, go] = useParam<StepName>(view, change, "step", steps, "overview");
  const [round, setRound] = useState(0);
  const done = useCallback(() => setRound((n) => n + 1), []);
  const paper = useFetched<ProgrammePaper>("desk/programme", round);
  const figures = useFetched<Figures>("desk/figures", round);
  const work = useFetched<WorkPaper>("desk/work", round);
  const missing = paper.error instanceof RequestFailed && (paper.error.status === 200 || paper.error.status === 404);
  return (
    <main className="hedge">
      <div className="row hedge-top">
        <h2>{say("title")}</h2>
        {paper.data?.programme && <Whose paper={paper.data} />}
      </div>
      {paper.data ? (
        <>
          {figures.data && <Head figures={figures.data} />}
          <nav className="hedge-steps" aria-label={say("steps")}>
            {steps.map((name) => {
              const state = paper.data!.steps.find((s) => s.id === name);
              return (
                <button key={name} type="button" aria-pressed={name === step} onClick={() => go(name)}>
                  {say(`step.${name}`)}
                  {state && (
                    <small className={state.done ? "hedge-done" : "muted"}>
                      {state.done ? "✔" : "○"} {told(state.said, language)}
                    </small>
                  )}
                </button>
              );
            })}
          </nav>
          {shown[step]({ paper: paper.data, figures: figures.data, work: work.data, done, go })}
        </>
      ) : paper.loading ? (
        <Loading what={say("desk")} rows={10} />
      ) : missing ? (
        <NoDesk />
      ) : (
        paper.error && <Failed what={say("desk")} error={paper.error} retry={paper.retry} />
      )}
    </main>
  );
}

function Whose({ paper }: { paper: ProgrammePaper }) {
  const say = useSay(words);
  const programme = paper.programme!;
  return (
    <p className="hedge-whose">
      <b lang="en">{programme.name}</b> {programme.entity !== "" && <span lang="en">{programme.entity}</span>}{" "}
      <span>{say(`side.${programme.side}`)}</span> <span>{programme.contract}</span>{" "}
      {paper.market && <span>{say("curve", { day: paper.market.day, seq: paper.market.asOf })}</span>}{" "}
      {paper.market?.simulated && <span className="badge sim">{say("simulated")}</span>}
    </p>
  );
}
