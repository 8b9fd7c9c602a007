// Four steps for newcomers: colours, what is traded, what one comes for, keys. The step stands in the address.
import { useState, type ReactNode } from "react";
import { useSay } from "../../i18n/words";
import { Panel } from "../../panels/Panel";
import type { Role } from "../../session/roles";
import { Keycaps } from "../../shell/Keycaps";
import { LookChoice } from "../../shell/FirstRun";
import { useParam } from "../../state/params";
import { recall, remember, type View } from "../../state/view";
import { words } from "./words";

/** Under which name the browser keeps what somebody comes for. */
export const keptRole = "role";

const steps = ["1", "2", "3", "4"] as const;
const choices = ["trader", "hedger", "risk", "operator", "reader"] as const;

interface TourProps {
  view: View;
  change: (part: Partial<View>) => void;
  open: (role: Role) => void;
}

export function Tour({ view, change, open }: TourProps) {
  const t = useSay(words);
  const [step, setStep] = useParam(view, change, "step", steps, "1");
  const [role, setRole] = useState<Role>(() => choices.find((x) => x === recall(keptRole)) ?? "reader");
  const end = (chosen: Role) => {
    remember(keptRole, chosen);
    remember("asked", "1");
    open(chosen);
  };
  const at = steps.indexOf(step);
  return (
    <main className="home">
      <Panel id="home-tour" title={t("title")} tools={<span className="muted">{t("step", { step })}</span>}>
        <div className="home-step" key={step}>
          {step === "1" && (
            <Step title={t("lookTitle")} text={t("lookText")}>
              <LookChoice view={view} change={change} />
            </Step>
          )}
          {step === "2" && (
            <Step title={t("whatTitle")} text={t("whatIndex")}>
              <p>{t("whatFutures")}</p>
              <p>{t("whatSim")}</p>
            </Step>
          )}
          {step === "3" && (
            <Step title={t("whoTitle")} text={t("whoText")}>
              <div className="home-roles" role="radiogroup" aria-label={t("whoTitle")}>
                {choices.map((x) => (
                  <label key={x}>
                    <input type="radio" name="role" value={x} checked={role === x} onChange={() => setRole(x)} />
                    <span>
                      <b>{t(x)}</b>
                      <span className="muted">{t(`${x}Text`)}</span>
                    </span>
                  </label>
                ))}
              </div>
            </Step>
          )}
          {step === "4" && (
            <Step title={t("keysTitle")}>
              <dl className="home-keys">
                {(
                  [
                    ["Mod+K", "keyFind"],
                    ["?", "keySheet"],
                    ["F", "keyFreeze"],
                    [",", "keySettings"],
                  ] as const
                ).map(([strokes, key]) => (
                  <div key={key}>
                    <dt>
                      <Keycaps strokes={strokes} />
                    </dt>
                    <dd>{t(key)}</dd>
                  </div>
                ))}
              </dl>
            </Step>
          )}
        </div>
        <div className="home-way">
          <button type="button" disabled={at === 0} onClick={() => setStep(steps[at - 1]!)}>
            {t("previous")}
          </button>
          {at < 3 ? (
            <button type="button" className="home-next" onClick={() => setStep(steps[at + 1]!)}>
              {t("next")}
            </button>
          ) : (
            <button type="button" className="home-next" onClick={() => end(role)}>
              {t("begin")}
            </button>
          )}
          <button type="button" className="link" onClick={() => end("reader")}>
            {t("skip")}
          </button>
        </div>
      </Panel>
    </main>
  );
}

function Step({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      {text && <p>{text}</p>}
      {children}
    </>
  );
}
