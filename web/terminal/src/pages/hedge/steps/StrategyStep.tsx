// Step 6: the plan: strip against stack on the same paths, what it leaves to risk, and what scenarios and calls may do.
import { useState } from "react";
import { doStep } from "../../../api/desk";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Figure } from "../Figure";
import { Field, NumberCell } from "../fields";
import type { StepProps } from "../page";
import { Sentence } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";
import { chosen } from "./RatioStep";

export function StrategyStep({ paper, figures, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const [asked, setAsked] = useState({ seed: 7, paths: 10_000, stackMonths: 1, rate: 1 });
  const field = (name: keyof typeof asked, word: "plan.seed" | "plan.paths" | "plan.stack" | "plan.rate") => (
    <Field name={say(word)}>
      <NumberCell label={say(word)} value={asked[name]} set={(v) => setAsked({ ...asked, [name]: v ?? 0 })} size={8} />
    </Field>
  );
  return (
    <>
      <Panel id="hedge-plan" title={say("plan.title")}>
        <div className="hedge-pad">
          <div className="hedge-fields">
            {field("seed", "plan.seed")}
            {field("paths", "plan.paths")}
            {field("stackMonths", "plan.stack")}
            {field("rate", "plan.rate")}
            <button type="button" disabled={step.busy || !paper.market} onClick={() => step.run(() => doStep("plan", { ...asked, ...chosen }))}>
              {say("plan.make")}
            </button>
          </div>
          <Told step={step} />
          {figures ? (
            <>
              <p className="muted">{say("plan.is", { digest: figures.digest, seed: figures.seed, paths: figures.paths })}</p>
              {figures.summary.map((said, i) => <Sentence key={i} said={said} />)}
            </>
          ) : (
            <Empty>{say("noPlan")}</Empty>
          )}
        </div>
      </Panel>
      {figures && (
        <div className="hedge-grid">
          {figures.figures
            .filter((f) => ["strategies", "fan", "scenarios", "calls", "changed"].includes(f.id))
            .map((f) => <Figure key={f.id} figure={f} digest={figures.digest} />)}
        </div>
      )}
    </>
  );
}
