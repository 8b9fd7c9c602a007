// What is not in a print: versions to come, announced changes, restatements, judgements, complaints.
import type { ReactNode } from "react";
import type { Governance } from "../../api/governance";
import { price } from "../../format/numbers";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { useFetched } from "../../state/venue";
import { words } from "./words";

/** What the venue's people wrote, in the language they wrote it in. */
const Written = ({ children }: { children: string }) => <span translate="no">{children}</span>;

export function GovernancePanel({ index, version }: { index: string; version: number }) {
  const say = useSay(words);
  const asked = useFetched<Governance>(`v1/indexes/${encodeURIComponent(index)}/governance`, version);
  const data = asked.data?.index === index ? asked.data : null;
  return (
    <Panel id="indices-governance" title={say("governance")}>
      {asked.error && !data ? (
        <Failed what={say("governance")} error={asked.error} retry={asked.retry} />
      ) : !data ? (
        <Loading what={say("governance")} rows={8} />
      ) : (
        <>
          <Rows
            title={say("versions")}
            empty={say("noVersions")}
            heads={[say("version"), say("effective"), say("announced")]}
            rows={data.versions.map((v) => [v.version, v.effective, v.announced])}
          />
          <Rows
            title={say("changes")}
            empty={say("noChanges")}
            heads={[say("seller"), say("item"), say("price"), say("effective"), say("weight"), say("inTime")]}
            rows={data.changes.map((c) => [
              <Written>{c.seller}</Written>,
              <Written>{c.item}</Written>,
              c.price === null ? say("withdrawn") : `${price(c.price)} ${c.currency}`,
              c.effective,
              `${(c.weightPpm / 10_000).toFixed(2)}%`,
              c.inTime ? say("yes") : say("late", { day: c.earliest }),
            ])}
          />
          <Rows
            title={say("restatements")}
            note={say("restatementsNote")}
            empty={say("noRestatements")}
            heads={[say("day"), say("first"), say("restated"), say("known"), say("reason")]}
            rows={data.restatements.map((r) => [
              r.day,
              r.first === null ? say("withheld") : price(r.first),
              r.restated === null ? say("withheld") : price(r.restated),
              r.known,
              <Written>{r.reason}</Written>,
            ])}
          />
          <Rows
            title={say("judgements")}
            empty={say("noJudgements")}
            heads={[say("day"), say("value"), say("reason"), say("proposed"), say("approved")]}
            rows={data.judgements.map((j) => [
              j.day,
              price(j.value),
              <Written>{j.reason}</Written>,
              <Written>{j.proposedBy}</Written>,
              j.approvedBy === null ? say("waiting") : <Written>{j.approvedBy}</Written>,
            ])}
          />
          <Rows
            title={say("complaints")}
            empty={say("noComplaints")}
            heads={[say("number"), say("filed"), say("answerBy"), say("state"), say("outcome")]}
            rows={data.complaints.map((c) => [
              c.number,
              c.filed,
              c.answerBy,
              say(`state.${c.state}`),
              c.outcome === null ? "–" : <Written>{c.outcome}</Written>,
            ])}
          />
        </>
      )}
    </Panel>
  );
}

interface RowsProps {
  title: string;
  note?: string;
  empty: string;
  heads: string[];
  rows: ReactNode[][];
}

function Rows({ title, note, empty, heads, rows }: RowsProps) {
  return (
    <section className="indices-part">
      <h3>{title}</h3>
      {note && rows.length > 0 && <p className="muted">{note}</p>}
      {rows.length === 0 ? (
        <p className="muted">{empty}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="wide">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col" className="left">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={i}>
                  {row.map((cell, n) => (
                    <td key={heads[n]} className="left">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
