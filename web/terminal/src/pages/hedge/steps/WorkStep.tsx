// Step 8: the approved plan worked in stages: what is filled, what remains, and every line of the journal.
import { useState } from "react";
import { doStep } from "../../../api/desk";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Figure } from "../Figure";
import { Cells, Field, NumberCell, TextCell } from "../fields";
import type { StepProps } from "../page";
import { Sentence } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

export function WorkStep({ paper, figures, work, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const [by, setBy] = useState("");
  const [account, setAccount] = useState(1);
  const [mostLots, setMostLots] = useState(50);
  const [hedge, setHedge] = useState(true);
  const realised = figures?.figures.find((f) => f.id === "realised");
  return (
    <>
      <Panel id="hedge-work" title={say("work.title")}>
        <div className="hedge-pad">
          <p>{paper.venue === null ? say("market.noVenue") : say("work.to", { venue: paper.venue })}</p>
          {!work?.approved && <p className="muted">{say("work.not")}</p>}
          <div className="hedge-fields">
            <Field name={say("field.by")}>
              <TextCell label={say("field.by")} value={by} set={setBy} size={16} />
            </Field>
            <Field name={say("field.account")}>
              <NumberCell label={say("field.account")} value={account} set={(v) => setAccount(v ?? 0)} size={5} />
            </Field>
            <Field name={say("field.lots")}>
              <NumberCell label={say("field.lots")} value={mostLots} set={(v) => setMostLots(v ?? 0)} size={5} />
            </Field>
            <label className="hedge-check">
              <input type="checkbox" checked={hedge} onChange={(e) => setHedge(e.target.checked)} /> {say("field.hedgeFlag")}
            </label>
            <button type="button" disabled={step.busy} onClick={() => step.run(() => doStep("send", { by, account, mostLots, hedge }))}>
              {say("work.do")}
            </button>
          </div>
          <Told step={step} />
          {work && work.orders.length > 0 && (
            <Cells label={say("work.title")} heads={[say("col.symbol"), say("col.planned"), say("col.filled"), say("col.remains"), say("col.slices")]}>
              {work.orders.map((order) => (
                <tr key={order.symbol}>
                  <th scope="row">{order.symbol}</th>
                  <td className="n">{order.planned}</td>
                  <td className="n">{order.filled}</td>
                  <td className="n">{order.left}</td>
                  <td className="n">{order.slices}</td>
                </tr>
              ))}
            </Cells>
          )}
        </div>
      </Panel>
      {realised && figures && <Figure figure={realised} digest={figures.digest} />}
      <Panel id="hedge-journal" title={say("journal.title")}>
        {work && work.journal.length > 0 ? (
          <Cells label={say("journal.title")} heads={[say("col.line"), say("col.moment"), say("col.who"), say("col.what")]}>
            {work.journal.map((line) => (
              <tr key={line.number}>
                <th scope="row">{line.number}</th>
                <td>{line.moment}</td>
                <td lang="en">{line.who}</td>
                <td><Sentence said={line.said} /></td>
              </tr>
            ))}
          </Cells>
        ) : (
          <Empty>{say("journal.none")}</Empty>
        )}
      </Panel>
    </>
  );
}
