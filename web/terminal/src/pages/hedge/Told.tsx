// What a step came to: done, or refused with reason, field, what was given, the limit and the nearest valid.
import type { DeskFault } from "../../api/desk";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Sentence, told } from "./show";
import type { StepRun } from "./useStep";
import { words } from "./words";

export function Told({ step }: { step: StepRun }) {
  const say = useSay(words);
  return (
    <div className="hedge-told" role="status">
      {step.busy && <p>{say("working")}</p>}
      {step.lost && <p className="warn">{say("fault.unreachable")}</p>}
      {step.said.map((said, i) => (
        <Sentence key={i} said={said} />
      ))}
      {step.faults.length > 0 && (
        <>
          <p className="warn">{say("fault.nothing")}</p>
          <ul className="hedge-faults">
            {step.faults.map((fault, i) => (
              <li key={i} data-code={fault.code}>
                <Fault fault={fault} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function Fault({ fault }: { fault: DeskFault }) {
  const { language } = useWords();
  const say = useSay(words);
  const said = told(fault.said, language);
  const foreign = language === "zh" && !/[\u4e00-\u9fff]/.test(said);
  const parts = [
    fault.field === "" ? null : say("fault.field", { field: fault.field }),
    fault.given === "" ? null : say("fault.given", { given: fault.given }),
    fault.limit === null ? null : say("fault.limit", { limit: fault.limit }),
    fault.nearest === null ? null : say("fault.nearest", { nearest: fault.nearest }),
  ].filter((part) => part !== null);
  return (
    <>
      <b lang={foreign ? "en" : undefined}>{said}</b>
      {parts.map((part, i) => (
        <span key={i} className="hedge-part">
          {part}
        </span>
      ))}
    </>
  );
}
