// Step 2: which item becomes how much of the index; the mapping is a table, and what it made of each billed line another.
import { useState } from "react";
import { doStep, type MappingLine } from "../../../api/desk";
import { absent, fixed } from "../../../format/numbers";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { Empty, Panel } from "../../../panels/Panel";
import { Cells, NumberCell, TextCell } from "../fields";
import type { StepProps } from "../page";
import { Remark, told } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

const bases = ["ListPrice", "IndexLinked", "Fixed", "Spot"] as const;
const methods = ["price", "standard token", "factor"] as const;

export function MapStep({ paper, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const { programme } = paper;
  const [lines, setLines] = useState<MappingLine[] | null>(null);
  if (!programme)
    return (
      <Panel id="hedge-map" title={say("map.title")}>
        <Empty>{say("map.none")}</Empty>
      </Panel>
    );
  const now = lines ?? programme.mapping;
  const set = (i: number, part: Partial<MappingLine>) =>
    setLines(now.map((line, n) => (n === i ? { ...line, ...part } : line)));
  const named = new Set(now.map((line) => line.item));
  const unnamed = named.has("*") ? [] : [...new Set(paper.lines.map((line) => line.item))].filter((item) => !named.has(item));
  const add = (item: string) =>
    setLines([
      ...now,
      { item, contract: programme.contract, method: "price", factor: null, basis: "ListPrice", spread: null, covered: 0, reason: "", utilisation: null },
    ]);
  const save = () => step.run(() => doStep("programme", { ...programme, mapping: now }).then((s) => (setLines(null), s)));
  return (
    <>
      <Panel
        id="hedge-map"
        title={say("map.title")}
        tools={
          <>
            <button type="button" className="small" onClick={() => add("")}>{say("map.add")}</button>
            <button type="button" className="small" disabled={step.busy || lines === null} onClick={save}>
              {say("save")}
            </button>
          </>
        }
      >
        <Told step={step} />
        {unnamed.length > 0 && (
          <p className="row hedge-pad">
            {unnamed.map((item) => (
              <button key={item} type="button" onClick={() => add(item)}>{say("map.item", { item })}</button>
            ))}
          </p>
        )}
        <Cells label={say("map.title")} heads={[say("col.item"), say("col.contract"), say("col.method"), say("col.factor"), say("col.basis"), say("col.spread"), say("col.covered"), say("col.entity"), say("col.reason"), ""]}>
          {now.map((line, i) => (
            <tr key={i}>
              <td><TextCell label={`${say("col.item")} ${i + 1}`} value={line.item} set={(item) => set(i, { item })} /></td>
              <td><TextCell label={`${say("col.contract")} ${i + 1}`} value={line.contract} set={(contract) => set(i, { contract })} size={4} /></td>
              <td>
                <select aria-label={`${say("col.method")} ${i + 1}`} value={line.method} onChange={(e) => set(i, { method: e.target.value, factor: e.target.value === "factor" ? (line.factor ?? 1) : null })}>
                  {methods.map((m) => <option key={m} value={m}>{say(`method.${m}`)}</option>)}
                </select>
              </td>
              <td><NumberCell label={`${say("col.factor")} ${i + 1}`} value={line.factor} set={(factor) => set(i, { factor })} /></td>
              <td>
                <select aria-label={`${say("col.basis")} ${i + 1}`} value={line.basis} onChange={(e) => set(i, { basis: e.target.value as MappingLine["basis"] })}>
                  {bases.map((b) => <option key={b} value={b}>{say(`basis.${b}`)}</option>)}
                </select>
              </td>
              <td><NumberCell label={`${say("col.spread")} ${i + 1}`} value={line.spread} set={(spread) => set(i, { spread })} /></td>
              <td><NumberCell label={`${say("col.covered")} ${i + 1}`} value={line.covered} set={(covered) => set(i, { covered: covered ?? 0 })} /></td>
              <td><TextCell label={`${say("col.entity")} ${i + 1}`} value={line.entity ?? ""} set={(entity) => set(i, { entity })} /></td>
              <td><TextCell label={`${say("col.reason")} ${i + 1}`} value={line.reason} set={(reason) => set(i, { reason })} size={28} /></td>
              <td>
                <button type="button" className="small" aria-label={say("map.remove", { item: line.item })} onClick={() => setLines(now.filter((_, n) => n !== i))}>✕</button>
              </td>
            </tr>
          ))}
        </Cells>
      </Panel>
      <Lines paper={paper} />
    </>
  );
}

function Lines({ paper }: { paper: StepProps["paper"] }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Panel id="hedge-lines" title={say("lines.title")}>
      {paper.lines.length === 0 ? (
        <Empty>{say("map.none")}</Empty>
      ) : (
        <Cells label={say("lines.title")} figures={[2, 3, 4, 5]} heads={[say("col.month"), say("col.item"), say("col.raw"), say("col.equivalent", { unit: paper.unit ? told(paper.unit, language) : "" }), say("col.cost", { currency: paper.programme?.currency ?? "" }), say("col.own"), say("col.method")]}>
          {paper.lines.map((line, i) => (
            <tr key={i}>
              <th scope="row">{line.month}</th>
              <td lang="en">{line.item}</td>
              <td className="n">{fixed(String(line.raw), 3)}</td>
              <td className="n">
                {line.equivalent === null ? say("lines.unmapped") : fixed(String(line.equivalent), 3)}
              </td>
              <td className="n">{line.cost === null ? absent : fixed(String(line.cost), 2)}</td>
              <td className="n">{line.ownPrice === null ? absent : fixed(String(line.ownPrice), 4)}</td>
              <td>
                <Remark of={line.method} />
              </td>
            </tr>
          ))}
        </Cells>
      )}
    </Panel>
  );
}
