// Step 3: volume to come, by curve and by hand: month by product and entity, in a low, a base and a high case.
import { useState } from "react";
import { doStep, type EnteredItem, type Forecast, type Programme } from "../../../api/desk";
import { inHundred } from "../../../format/decimal";
import { fixed } from "../../../format/numbers";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Cells, Field, NumberCell, TextCell } from "../fields";
import type { StepProps } from "../page";
import { told } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

const curves = ["flat", "monthly", "s-curve"] as const;
const cases = ["low", "base", "high"] as const;

export function ForecastStep({ paper, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const [edited, setEdited] = useState<Programme | null>(null);
  if (!paper.programme)
    return (
      <Panel id="hedge-forecast" title={say("forecast.title")}>
        <Empty>{say("map.none")}</Empty>
      </Panel>
    );
  const programme = edited ?? paper.programme;
  const { forecast } = programme;
  const set = (part: Partial<Programme>) => setEdited({ ...programme, ...part });
  const shape = (part: Partial<Forecast>) => set({ forecast: { ...forecast, ...part } });
  const bend = (curve: string) =>
    shape({
      curve,
      ceiling: curve === "s-curve" ? (forecast.ceiling ?? 2) : null,
      ...(curve === "flat" ? { monthlyGrowth: 0, lowGrowth: 0, highGrowth: 0 } : {}),
    });
  const save = () => step.run(() => doStep("programme", programme).then((s) => (setEdited(null), s)));
  return (
    <>
      <Panel
        id="hedge-forecast"
        title={say("forecast.title")}
        tools={
          <button type="button" className="small" disabled={step.busy || edited === null} onClick={save}>
            {say("save")}
          </button>
        }
      >
        <div className="hedge-pad hedge-fields">
          <Field name={say("field.name")}>
            <TextCell label={say("field.name")} value={programme.name} set={(name) => set({ name })} size={24} />
          </Field>
          <Field name={say("field.entity")}>
            <TextCell label={say("field.entity")} value={programme.entity} set={(entity) => set({ entity })} size={20} />
          </Field>
          <Field name={say("field.side")}>
            <select value={programme.side} onChange={(e) => set({ side: e.target.value as Programme["side"] })}>
              <option value="Buyer">{say("side.Buyer")}</option>
              <option value="Seller">{say("side.Seller")}</option>
            </select>
          </Field>
          <Field name={say("field.months")}>
            <NumberCell label={say("field.months")} value={forecast.months} set={(v) => shape({ months: v ?? 0 })} size={4} />
          </Field>
          <Field name={say("field.curve")}>
            <select value={forecast.curve} onChange={(e) => bend(e.target.value)}>
              {curves.map((c) => <option key={c} value={c}>{say(`curve.${c}`)}</option>)}
            </select>
          </Field>
          <Field name={say("field.growth")}>
            <NumberCell label={say("field.growth")} value={forecast.monthlyGrowth} set={(v) => shape({ monthlyGrowth: v ?? 0 })} size={6} />
          </Field>
          <Field name={say("field.lowGrowth")}>
            <NumberCell label={say("field.lowGrowth")} value={forecast.lowGrowth} set={(v) => shape({ lowGrowth: v ?? 0 })} size={6} />
          </Field>
          <Field name={say("field.highGrowth")}>
            <NumberCell label={say("field.highGrowth")} value={forecast.highGrowth} set={(v) => shape({ highGrowth: v ?? 0 })} size={6} />
          </Field>
          {forecast.curve === "s-curve" && (
            <Field name={say("field.ceiling")}>
              <NumberCell label={say("field.ceiling")} value={forecast.ceiling} set={(ceiling) => shape({ ceiling })} size={5} />
            </Field>
          )}
          <Field name={say("field.budget", { currency: programme.currency })}>
            <NumberCell label={say("field.budget", { currency: programme.currency })} value={programme.budget} set={(budget) => set({ budget })} size={12} />
          </Field>
        </div>
        <Told step={step} />
      </Panel>
      <Grid paper={paper} programme={programme} shape={shape} />
    </>
  );
}

function Grid({ paper, programme, shape }: { paper: StepProps["paper"]; programme: Programme; shape: (part: Partial<Forecast>) => void }) {
  const say = useSay(words);
  const { language } = useWords();
  const title = say("grid.title", { unit: paper.unit ? told(paper.unit, language) : "" });
  if (paper.products.length === 0)
    return (
      <Panel id="hedge-grid" title={title}>
        <Empty>{say("grid.none")}</Empty>
      </Panel>
    );
  const items = programme.forecast.items ?? [];
  const change = (row: StepProps["paper"]["products"][number], name: (typeof cases)[number], value: number | null) => {
    const rest = items.filter((e) => e.month !== row.month || e.item !== row.item);
    const was = items.find((e) => e.month === row.month && e.item === row.item);
    const now: EnteredItem = { month: row.month, item: row.item, low: row.low, base: row.base, high: row.high, ...was };
    shape({ items: value === null ? rest : [...rest, { ...now, [name]: value }] });
  };
  return (
    <Panel id="hedge-grid" title={title}>
      <p className="muted hedge-pad">{say("grid.hint")}</p>
      <Cells label={title} figures={[3, 4, 5, 6]} heads={[say("col.month"), say("col.item"), say("col.entity"), say("col.low"), say("col.base"), say("col.high"), say("col.floating"), ""]}>
        {paper.months.map((month) => {
          const rows = paper.products.filter((p) => p.month === month.month);
          return [
            ...rows.map((row) => {
              const byHand = items.find((e) => e.month === row.month && e.item === row.item);
              return (
                <tr key={`${row.month} ${row.item}`}>
                  <th scope="row">{row.month}</th>
                  <td lang="en">{row.item}</td>
                  <td lang="en">{row.entity === "" ? "–" : row.entity}</td>
                  {cases.map((name) => (
                    <td key={name} className="n">
                      <NumberCell
                        label={say("grid.cell", { case: say(`col.${name}`), item: row.item, month: row.month })}
                        value={byHand?.[name] ?? row[name]}
                        set={(v) => change(row, name, v)}
                        size={14}
                      />
                    </td>
                  ))}
                  <td className="n">{fixed(inHundred(String(row.floating)), 1)}</td>
                  <td>{row.entered || byHand ? say("col.byHand") : ""}</td>
                </tr>
              );
            }),
            <tr key={`${month.month} all`} className="hedge-total">
              <th scope="row">{month.month}</th>
              <td colSpan={2}>{say("together")}</td>
              <td className="n">{fixed(String(month.low), 3)}</td>
              <td className="n" data-q={`hedge:base:${month.month}`}>{fixed(String(month.base), 3)}</td>
              <td className="n">{fixed(String(month.high), 3)}</td>
              <td className="n">{fixed(inHundred(String(month.floating)), 1)}</td>
              <td />
            </tr>,
          ];
        })}
      </Cells>
    </Panel>
  );
}
