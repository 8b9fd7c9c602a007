// A panel of the programme: the chart in one sentence, the chart, the same as a table and as a file, and how.
import { useState } from "react";
import type { DeskFigure, How as HowFacts } from "../../api/desk";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { save } from "../../panels/download";
import { Panel } from "../../panels/Panel";
import { Chart } from "./Chart";
import { Rows, Sentence, Shown, toCsv, told } from "./show";
import { words } from "./words";

export function Figure({ figure, digest }: { figure: DeskFigure; digest: string }) {
  const { language } = useWords();
  const say = useSay(words);
  const [open, setOpen] = useState(figure.chart === null);
  const { table } = figure;
  return (
    <Panel
      id={`hedge-${figure.id}`}
      title={told(figure.title, language)}
      tools={
        table && (
          <>
            {figure.chart && (
              <button type="button" className="small" aria-expanded={open} onClick={() => setOpen(!open)}>
                {say("table")}
              </button>
            )}
            <button
              type="button"
              className="small"
              onClick={() => save(toCsv(table, language), `${figure.id}-${digest.slice(0, 12)}.csv`)}
            >
              {say("csv")}
            </button>
          </>
        )
      }
    >
      <Sentence said={figure.summary} className="hedge-sentence" />
      {figure.chart && <Chart chart={figure.chart} />}
      {table && open && <Rows table={table} />}
      <How how={figure.how} />
    </Panel>
  );
}

/** Formula, inputs and where each comes from. */
export function How({ how }: { how: HowFacts }) {
  const { language } = useWords();
  const say = useSay(words);
  return (
    <details className="hedge-how">
      <summary>{say("how")}</summary>
      <p>
        <b>{say("formula")}</b> {told(how.formula, language)}
      </p>
      {how.inputs.length > 0 && (
        <dl>
          {how.inputs.map((input, i) => (
            <div key={i}>
              <dt>{told(input.name, language)}</dt>
              <dd>
                <Shown cell={input.value} />{" "}
                <small className="muted" lang="en">
                  {told(input.from, language)}
                </small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}
