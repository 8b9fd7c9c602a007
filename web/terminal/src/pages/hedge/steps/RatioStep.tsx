// Step 5: the curve, own prices, and the ratio of least variance on the sample and the changes that the hedger chooses.
import { useState } from "react";
import { doStep, type RatioPaper } from "../../../api/desk";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { FileButton } from "../../../panels/FileButton";
import { Empty, Loading, Panel } from "../../../panels/Panel";
import { useFetched } from "../../../state/venue";
import { Figure } from "../Figure";
import { Field } from "../fields";
import { remark, remarkLang } from "../remarks";
import type { StepProps } from "../page";
import { Rows, text } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

const frequencies = ["guard", "day", "week", "month"] as const;

export function RatioStep({ paper, figures, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const { market } = paper;
  const read = (from: string) => step.run(() => doStep("market", { from }));
  const own = (file: File) => step.run(() => doStep("own", file));
  return (
    <>
      <Panel id="hedge-market" title={say("market.title")}>
        <div className="hedge-pad">
          <p>
            {market
              ? say("market.is", {
                  contract: market.contract,
                  day: market.day,
                  months: market.months,
                  seq: market.asOf,
                })
              : say("market.none")}
            {market && <span lang="en">{market.source}</span>}
          </p>
          <p className="row">
            <button type="button" disabled={step.busy || paper.venue === null} onClick={() => read("venue")}>
              {say("market.venue")}
            </button>
            <button type="button" disabled={step.busy} onClick={() => read("trend")}>{say("market.trend")}</button>
            <button type="button" disabled={step.busy} onClick={() => read("flat")}>{say("market.flat")}</button>
            {paper.venue === null && <span className="muted">{say("market.noVenue")}</span>}
          </p>
          <p>{paper.ownPrices > 0 ? say("own.days", { days: paper.ownPrices }) : say("own.none")}</p>
          <FileButton label={say("own.file")} disabled={step.busy} take={own} />
          <Told step={step} />
        </div>
      </Panel>
      <Panel id="hedge-ratio" title={say("ratio.title")}>
        {market && paper.asOf ? <Ratio version={`${market.day} ${market.asOf} ${paper.ownPrices}`} /> : <Empty>{say("ratio.none")}</Empty>}
      </Panel>
      {figures && (
        <div className="hedge-grid">
          {figures.figures
            .filter((f) => ["effectiveness", "offset", "basis", "season", "basis-futures"].includes(f.id))
            .map((f) => <Figure key={f.id} figure={f} digest={figures.digest} />)}
        </div>
      )}
    </>
  );
}

/** What was chosen for the next plan; kept while the programme is open. */
export const chosen = { frequency: "guard" as (typeof frequencies)[number], since: "" };

function Ratio({ version }: { version: string }) {
  const say = useSay(words);
  const [frequency, setFrequency] = useState(chosen.frequency);
  const [since, setSince] = useState(chosen.since);
  const { language } = useWords();
  const whole = since === "" || /^\d{4}-\d{2}-\d{2}$/.test(since);
  const { data, loading } = useFetched<RatioPaper>(
    whole ? `desk/ratio?frequency=${frequency}${since === "" ? "" : `&since=${since}`}` : null,
    version,
  );
  const why = remark(data?.why ?? "", language);
  const keep = (f: typeof frequency, s: string) => {
    Object.assign(chosen, { frequency: f, since: s });
    setFrequency(f);
    setSince(s);
  };
  return (
    <div className="hedge-pad">
      <div className="hedge-fields">
        <Field name={say("ratio.frequency")}>
          <select value={frequency} onChange={(e) => keep(e.target.value as typeof frequency, since)}>
            {frequencies.map((f) => <option key={f} value={f}>{say(`frequency.${f}`)}</option>)}
          </select>
        </Field>
        <Field name={say("ratio.since")}>
          <input type="date" value={since} onChange={(e) => keep(frequency, e.target.value)} />
        </Field>
      </div>
      {data ? (
        <>
          <p className="hedge-sentence" data-asked={data.asked}>
            {say("ratio.used", {
              ratio: text(data.ratio, "en"),
              history: data.history && data.history in { day: 1, week: 1, month: 1 } ? say(`frequency.${data.history as "day"}`) : "–",
              from: data.from ?? "–",
              to: data.to ?? "–",
            })}
          </p>
          <p lang={remarkLang(why, language)}>{why}</p>
          <Rows table={data.methods} />
        </>
      ) : (
        loading && <Loading what={say("ratio.title")} rows={5} />
      )}
    </div>
  );
}
