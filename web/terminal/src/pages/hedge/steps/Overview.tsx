// All panels of the plan beside each other, and what must be read first.
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Figure } from "../Figure";
import type { StepProps } from "../page";
import { Sentence } from "../show";
import { words } from "../words";

export function Overview({ figures }: StepProps) {
  const say = useSay(words);
  if (!figures)
    return (
      <Panel id="hedge-plan" title={say("plan.title")}>
        <Empty>{say("noPlan")}</Empty>
      </Panel>
    );
  return (
    <>
      <Panel id="hedge-warnings" title={say("warnings")}>
        <div className="hedge-pad">
          {figures.warnings.map((said, i) => (
            <Sentence key={i} said={said} />
          ))}
        </div>
      </Panel>
      <div className="hedge-grid">
        {figures.figures.map((figure) => (
          <Figure key={figure.id} figure={figure} digest={figures.digest} />
        ))}
      </div>
      <p className="muted hedge-foot">
        {say("plan.is", { digest: figures.digest, seed: figures.seed, paths: figures.paths })}
      </p>
    </>
  );
}
