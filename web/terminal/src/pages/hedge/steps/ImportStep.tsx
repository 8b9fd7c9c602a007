// Step 1: usage files in; what was read of each, and every row that was not used with its line and the rule.
import { doStep } from "../../../api/desk";
import { useWords } from "../../../i18n";
import { useSay } from "../../../i18n/words";
import { FileButton } from "../../../panels/FileButton";
import { Empty, Panel } from "../../../panels/Panel";
import type { StepProps } from "../page";
import { told } from "../show";
import { Told } from "../Told";
import { useStep } from "../useStep";
import { words } from "../words";

export function ImportStep({ paper, done }: StepProps) {
  const say = useSay(words);
  const step = useStep(done);
  const take = (file: File) =>
    step.run(() => doStep("import", file, `?name=${encodeURIComponent(file.name)}`));
  return (
    <>
      <Panel id="hedge-import" title={say("import.title")}>
        <div className="hedge-pad">
          <FileButton label={say("import.file")} disabled={step.busy} take={take} />
          <Told step={step} />
          {paper.files.length === 0 ? (
            <Empty>{say("import.none")}</Empty>
          ) : (
            <div className="hedge-scroll" tabIndex={0} role="region" aria-label={say("import.title")}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{say("col.file")}</th>
                    <th scope="col" className="n">{say("col.read")}</th>
                    <th scope="col" className="n">{say("col.used")}</th>
                    <th scope="col" className="n">{say("col.left")}</th>
                    <th scope="col">{say("col.days")}</th>
                    <th scope="col">{say("col.hash")}</th>
                  </tr>
                </thead>
                <tbody>
                  {paper.files.map((file) => (
                    <tr key={file.sha256}>
                      <th scope="row" lang="en">{file.name}</th>
                      <td className="n">{file.read}</td>
                      <td className="n">{file.used}</td>
                      <td className="n">{file.leftOut}</td>
                      <td>{`${file.firstDay ?? "–"} – ${file.lastDay ?? "–"}`}</td>
                      <td lang="en">{file.sha256.slice(0, 16)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
      </Panel>
      <Rejected paper={paper} />
    </>
  );
}

function Rejected({ paper }: { paper: StepProps["paper"] }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <Panel id="hedge-rejected" title={say("rejected.title")}>
      {paper.rejected.length === 0 ? (
        <Empty>{say("rejected.none")}</Empty>
      ) : (
        <div className="hedge-scroll" tabIndex={0} role="region" aria-label={say("rejected.title")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("col.where")}</th>
                <th scope="col">{say("col.given")}</th>
                <th scope="col">{say("col.rule")}</th>
                <th scope="col">{say("col.nearest")}</th>
              </tr>
            </thead>
            <tbody>
              {paper.rejected.map((fault, i) => (
                <tr key={i}>
                  <th scope="row" lang="en">{fault.field}</th>
                  <td lang="en">{fault.given === "" ? "–" : fault.given}</td>
                  <td lang={language === "zh" && fault.said.zh === fault.said.en ? "en" : undefined}>
                    {told(fault.said, language)}
                  </td>
                  <td>{fault.nearest ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
