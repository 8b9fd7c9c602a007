// Step 9: the report as files, and the same files made again from a bundle alone.
import { useState } from "react";
import { madeAgain } from "../../../api/desk";
import { address } from "../../../api/client";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { download } from "../../../panels/download";
import { FileButton } from "../../../panels/FileButton";
import { Empty, Panel } from "../../../panels/Panel";
import type { StepProps } from "../page";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

const formats = ["json", "csv", "pdf"] as const;

export function ReportStep({ figures }: StepProps) {
  const say = useSay(words);
  const { language } = useWords();
  const step = useStep(() => undefined);
  const [format, setFormat] = useState<(typeof formats)[number]>("json");
  const again = (file: File) => {
    step.run(async () => {
      const made = await madeAgain(file, `?format=${format}&lang=${language}`);
      const hash = await crypto.subtle.digest("SHA-256", await made.arrayBuffer());
      const hex = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, "0")).join("");
      const csv = `report-csv-${language}.zip`;
      download(made, format === "csv" ? csv : format === "pdf" ? `report.${language}.pdf` : "report.json");
      const told = say("report.same", { file: file.name, bytes: made.size, hash: hex });
      return [{ en: told, zh: told }];
    });
  };
  return (
    <Panel id="hedge-report" title={say("report.title")}>
      <div className="hedge-pad">
        <p>{say("report.words")}</p>
        {figures ? (
          <p className="row">
            {formats.map((f) => (
              <a key={f} className="hedge-link" href={address(`desk/report?format=${f}&lang=${language}`)} download>
                {say(`report.${f}`)}
              </a>
            ))}
          </p>
        ) : (
          <Empty>{say("noPlan")}</Empty>
        )}
        <div className="hedge-fields">
          <label className="hedge-field">
            <span>{say("report.again")}</span>
            <select value={format} onChange={(e) => setFormat(e.target.value as typeof format)}>
              {formats.map((f) => <option key={f} value={f}>{say(`report.${f}`)}</option>)}
            </select>
          </label>
          <FileButton label={say("report.json")} accept="application/json,.json" take={again} />
        </div>
        <Told step={step} />
      </div>
    </Panel>
  );
}
