// Step 4: what the treasury allows itself, the share hedged of each month against its band, and what breaks a rule.
import { useState } from "react";
import { doStep, type HedgedMonth, type Policy } from "../../../api/desk";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Cells, Field, NumberCell, TextCell } from "../fields";
import type { StepProps } from "../page";
import { Rows, Shown, text } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

const numbers = [
  "mostMonths",
  "liquidityCap",
  "overBudget",
  "hedgeLoss",
  "hedgeLossChance",
  "mostOfOpenInterest",
  "mostOfDailyVolume",
  "confidence",
] as const;
const edges = ["fromMonth", "toMonth", "least", "most"] as const;
const edgeNames = { fromMonth: "band.from", toMonth: "band.to", least: "band.least", most: "band.most" } as const;

export function PolicyStep({ paper, figures, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const [edited, setEdited] = useState<Policy | null>(null);
  if (!paper.policy)
    return (
      <Panel id="hedge-policy" title={say("policy.title")}>
        <Empty>{say("policy.none")}</Empty>
      </Panel>
    );
  const currency = paper.programme?.currency ?? "";
  const policy = edited ?? paper.policy;
  const set = (part: Partial<Policy>) => setEdited({ ...policy, ...part });
  const save = () => step.run(() => doStep("policy", policy).then((s) => (setEdited(null), s)));
  return (
    <>
      <Panel
        id="hedge-policy"
        title={say("policy.title")}
        tools={
          <button type="button" className="small" disabled={step.busy || edited === null} onClick={save}>
            {say("save")}
          </button>
        }
      >
        <Told step={step} />
        <div className="hedge-pad hedge-fields">
          {numbers.map((name) => (
            <Field key={name} name={say(`field.${name}`, { currency })}>
              <NumberCell label={say(`field.${name}`, { currency })} value={policy[name]} set={(v) => set({ [name]: v ?? 0 })} size={10} />
            </Field>
          ))}
          <Field name={say("field.approvers")}>
            <TextCell
              label={say("field.approvers")}
              value={policy.approvers.join(", ")}
              set={(v) => set({ approvers: v.split(",").map((n) => n.trim()) })}
              size={28}
            />
          </Field>
        </div>
        <Cells label={say("band.title")} heads={[say("band.from"), say("band.to"), say("band.least"), say("band.most")]}>
          {policy.bands.map((band, i) => (
            <tr key={i}>
              {edges.map((edge) => (
                <td key={edge}>
                  <NumberCell
                    label={say("band.cell", { what: say(edgeNames[edge]), n: i + 1 })}
                    value={band[edge]}
                    set={(v) => set({ bands: policy.bands.map((b, n) => (n === i ? { ...b, [edge]: v ?? 0 } : b)) })}
                    size={6}
                  />
                </td>
              ))}
            </tr>
          ))}
        </Cells>
      </Panel>
      <Panel id="hedge-months" title={say("months.title")}>
        {figures ? <Months months={figures.months} /> : <Empty>{say("months.none")}</Empty>}
      </Panel>
      <Panel id="hedge-breaches" title={say("breaches.title")}>
        {figures?.breaches ? (
          <Rows table={figures.breaches} />
        ) : (
          <Empty>{say(figures ? "breaches.none" : "months.none")}</Empty>
        )}
      </Panel>
    </>
  );
}

function Months({ months }: { months: HedgedMonth[] }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Cells label={say("months.title")} figures={[1, 3, 4, 7, 8]} heads={[say("col.month"), say("col.volume"), say("col.futures"), say("col.basisNow"), say("col.hedged"), say("col.band"), "", say("col.open"), say("col.over")]}>
      {months.map((m) => (
        <tr key={m.month} data-breach={m.breach || undefined}>
          <th scope="row">{m.month}</th>
          <td className="n"><Shown cell={m.volume} /></td>
          <td lang="en">{m.futures === "" ? "–" : m.futures}</td>
          <td className="n"><Shown cell={m.basis} /></td>
          <td className="n"><Shown cell={m.hedged} /></td>
          <td>{text(m.band, language)}</td>
          <td><Band month={m} /></td>
          <td className="n"><Shown cell={m.open} /></td>
          <td className="n"><Shown cell={m.overHedge} /></td>
        </tr>
      ))}
    </Cells>
  );
}

/** The band shaded, the hedge a line; whether it is broken is said in words. */
function Band({ month }: { month: HedgedMonth }) {
  const say = useSay(words);
  const at = Math.min(100, Math.max(0, month.share * 100));
  return (
    <span className={month.breach ? "hedge-band out" : "hedge-band"}>
      <svg viewBox="0 0 100 14" width="90" height="14" aria-hidden="true">
        <rect x="0" y="5" width="100" height="4" className="rail" />
        {month.least !== null && month.most !== null && (
          <rect x={month.least * 100} y="2" width={(month.most - month.least) * 100} height="10" className="allowed" />
        )}
        <rect x={Math.min(97, at)} y="0" width="3" height="14" className="held" />
      </svg>{" "}
      {say(month.breach ? "outside" : "inside")}
    </span>
  );
}
