// The settlement statement as the trade knows it, in the reader's language or both; it prints, and leaves as files.
import type { PaperLayout, PaperSection, PaperWord, Reports } from "../../api/portfolio";
import { address } from "../../api/client";
import { lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { listed, useSay } from "../../i18n/words";
import { Empty } from "../../panels/Panel";
import { Document, Tied } from "./Document";
import type { TabProps } from "./page";
import { words } from "./words";

const forms = ["csv", "json", "pdf", "text"] as const;
const endings = { csv: "csv", json: "json", pdf: "pdf", text: "txt" } as const;

export function StatementTab({ account, day, version, both, open }: TabProps) {
  const say = useSay(words);
  const { language } = useWords();
  if (day === null) return <Empty>{say("empty.days")}</Empty>;
  const chosen = both ? "both" : language;
  const paper = `v1/accounts/${account}/paper/${day}`;
  return (
    <>
      <Document<PaperLayout>
        key={`paper ${day}`}
        id="portfolio-statement"
        title={say("statement.title", { day })}
        path={paper}
        version={version}
        tools={
          <>
            <label className="field">
              <input type="checkbox" checked={both} onChange={(e) => open.at({ both: e.target.checked })} />{" "}
              {say("statement.both")}
            </label>
            <button type="button" className="small" onClick={() => window.print()}>
              {say("statement.print")}
            </button>
            {forms.map((form) => (
              <a
                key={form}
                className="button small"
                href={address(`${paper}?format=${form}&lang=${chosen}`)}
                download={`statement-${account}-${day}-${chosen}.${endings[form]}`}
              >
                {say(`statement.${form}`)}
              </a>
            ))}
          </>
        }
      >
        {(data) => <Paper data={data} word={(w) => spell(w, both ? "both" : language)} />}
      </Document>
      <Document<Reports>
        key={`reports ${day}`}
        id="portfolio-reports"
        title={say("reports.title", { day })}
        path={`v1/accounts/${account}/reports/${day}`}
        version={version}
      >
        {(data) => <Files account={account} data={data} />}
      </Document>
    </>
  );
}

/** As on paper: in both languages the Chinese comes first, and a figure stands once. */
function spell(word: PaperWord, as: "en" | "zh" | "both"): string {
  return as === "both" ? (word.en === word.zh ? word.en : `${word.zh} ${word.en}`) : word[as];
}

function Paper({ data, word }: { data: PaperLayout; word: (w: PaperWord) => string }) {
  const say = useSay(words);
  return (
    <article className="portfolio-paper" aria-label={word(data.title)}>
      <h3 className="portfolio-paper-title">{word(data.title)}</h3>
      <dl className="portfolio-heads">
        {data.heads.map((h) => (
          <div key={h.name.en}>
            <dt>{word(h.name)}</dt>
            <dd translate="no">{word(h.value)}</dd>
          </div>
        ))}
      </dl>
      {data.sections.length === 0 && <Empty>{say("statement.empty")}</Empty>}
      {data.sections.map((s) => (
        <Section key={s.title.en} data={s} word={word} />
      ))}
      <p className="portfolio-foot num">{data.foot}</p>
    </article>
  );
}

function Section({ data, word }: { data: PaperSection; word: (w: PaperWord) => string }) {
  const title = word(data.title);
  if (data.pairs.length > 0)
    return (
      <section className="portfolio-section">
        <h4>{title}</h4>
        <dl className="portfolio-pairs">
          {data.pairs.map((p) => (
            <div key={p.name.en} data-name={p.name.en}>
              <dt>{word(p.name)}</dt>
              <dd className="num">{word(p.value)}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  return (
    <section className="portfolio-section">
      <h4>{title}</h4>
      <div className="scroll" tabIndex={0} role="region" aria-label={title}>
        <table aria-label={title}>
          <thead>
            <tr>
              {data.columns.map((c) => (
                <th key={c.name.en} scope="col" className={c.right ? undefined : "left"}>
                  {word(c.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, i) => (
                  <td key={i} className={data.columns[i]?.right ? undefined : "left"}>
                    {word(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {data.total && (
            <tfoot>
              <tr>
                {data.total.map((cell, i) => (
                  <td key={i} className={data.columns[i]?.right ? undefined : "left"}>
                    {word(cell)}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}

/** The clearing reports behind the paper: machines read them, and each has its fingerprint. */
function Files({ account, data }: { account: number; data: Reports }) {
  const say = useSay(words);
  return (
    <>
      <p className="portfolio-note">
        <Tied holds={data.checks.every((c) => c.holds)}>
          {say("reports.checks", { count: lots(data.checks.length) })}
        </Tied>
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label={say("reports.files")}>
        <table aria-label={say("reports.files")}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {say("reports.file")}
              </th>
              <th scope="col" className="left">
                {say("reports.what")}
              </th>
              <th scope="col">{say("reports.rows")}</th>
              <th scope="col" className="left">
                {say("reports.hash")}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...data.files, { file: "manifest.json", rows: null, sha256: null }].map((f) => (
              <tr key={f.file}>
                <th scope="row" className="left" translate="no">
                  <a href={address(`v1/accounts/${account}/reports/${data.day}/${f.file}`)} download={f.file}>
                    {f.file}
                  </a>
                </th>
                <td className="left">{listed(say, "file", f.file.replace(/\.\w+$/, ""))}</td>
                <td>{f.rows === null ? "–" : lots(f.rows)}</td>
                <td className="left" translate="no">
                  <code title={f.sha256 ?? undefined}>{f.sha256 === null ? "–" : f.sha256.slice(0, 16)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted portfolio-note">{say("reports.note")}</p>
    </>
  );
}
