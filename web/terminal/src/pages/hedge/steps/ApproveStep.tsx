// Step 7: what would be sent, who asks for it, and the other persons who agree.
import { useState } from "react";
import { doStep } from "../../../api/desk";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Field, TextCell } from "../fields";
import type { StepProps } from "../page";
import { Rows } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

export function ApproveStep({ figures, work, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const [by, setBy] = useState("");
  const act = (name: "propose" | "approve") => step.run(() => doStep(name, { by }));
  return (
    <>
      <Panel id="hedge-proposal" title={say("propose.title")}>
        {figures?.proposal ? <Rows table={figures.proposal} /> : <Empty>{say(figures ? "propose.none" : "noPlan")}</Empty>}
      </Panel>
      <Panel id="hedge-approve" title={say("approve.title")}>
        <div className="hedge-pad">
          <p id="hedge-agreed">
            {work?.digest
              ? say("approve.state", {
                  proposer: work.proposer,
                  count: work.approvers.length,
                  needed: work.needed,
                  names: work.approvers.length === 0 ? say("nobody") : work.approvers.join(", "),
                })
              : say("approve.nothing")}
          </p>
          {work?.digest && !work.current && <p className="warn">{say("approve.old")}</p>}
          {work?.approved && work.current && <p>{say("approve.done")}</p>}
          <div className="hedge-fields">
            <Field name={say("field.by")}>
              <TextCell label={say("field.by")} value={by} set={setBy} size={16} />
            </Field>
            <button type="button" disabled={step.busy || !figures} onClick={() => act("propose")}>{say("propose.do")}</button>
            <button type="button" disabled={step.busy || !work?.digest} onClick={() => act("approve")}>{say("approve.do")}</button>
          </div>
          <Told step={step} />
        </div>
      </Panel>
    </>
  );
}
