// What the market would say to a draft, and what it changes against the contract in force.
import type { Draft } from "../../api/operations";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { Columns } from "./Columns";
import { Rule } from "./Rule";
import type { DraftCheck } from "./useDraftCheck";
import { words } from "./words";

interface DraftFindingsProps {
  check: DraftCheck;
  may: boolean;
  again: () => void;
  propose: () => void;
}

export function DraftFindings({ check, may, again, propose }: DraftFindingsProps) {
  const t = useSay(words);
  const { draft } = check;
  const ready = draft?.well === true && !check.pending;
  return (
    <Panel id="operations-findings" title={t("findings.title")}>
      {!may ? (
        <Empty>{t("findings.mayNot")}</Empty>
      ) : check.error ? (
        <Failed what={t("findings.title")} error={check.error} />
      ) : draft === null ? (
        <Loading what={t("findings.title")} rows={6} />
      ) : (
        <Findings draft={draft} pending={check.pending} />
      )}
      <div className="row wrap operations-acts">
        <button
          type="button"
          aria-disabled={!ready || undefined}
          aria-describedby="operations-propose-why"
          onClick={() => ready && propose()}
        >
          {t("findings.propose")}
        </button>
        <button type="button" onClick={again}>
          {t("findings.again")}
        </button>
        <span id="operations-propose-why" className="muted operations-hinder">
          {ready ? t("findings.ready") : t("findings.notReady")}
        </span>
      </div>
    </Panel>
  );
}

function Findings({ draft, pending }: { draft: Draft; pending: boolean }) {
  const t = useSay(words);
  return (
    <>
      <p className="operations-line" role="status">
        <span className={draft.well ? "badge good" : "badge bad"}>
          {draft.well ? t("findings.well") : t("findings.faults", { count: draft.faults.length })}
        </span>{" "}
        {pending && <span className="muted">{t("findings.pending")}</span>}{" "}
        {draft.tickValue !== null && <span className="num">{t("findings.tickValue", { value: draft.tickValue })}</span>}
      </p>
      {draft.faults.length > 0 && (
        <Columns
          caption={t("findings.what")}
          rows={draft.faults}
          rowKey={(f) => `${f.field} ${f.rule}`}
          empty=""
          columns={[
            { head: t("diff.field"), left: true, of: (f) => <code translate="no">{f.field || "{}"}</code> },
            {
              head: t("findings.given"),
              left: true,
              of: (f) => (f.given === null ? t("findings.missing") : <span translate="no">{f.given}</span>),
            },
            { head: t("findings.rule"), left: true, of: (f) => <Rule of={f.rule} /> },
            { head: t("findings.nearest"), left: true, of: (f) => f.nearest ?? "–" },
          ]}
        />
      )}
      <Columns
        caption={t("findings.diff", { contract: draft.against })}
        rows={draft.changes}
        rowKey={(c) => c.field}
        empty={t("changes.same")}
        columns={[
          { head: t("diff.field"), left: true, of: (c) => <code translate="no">{c.field}</code> },
          { head: t("diff.was"), left: true, of: (c) => <span translate="no">{c.was ?? "–"}</span> },
          { head: t("diff.is"), left: true, of: (c) => <b translate="no">{c.is ?? "–"}</b> },
        ]}
      />
      <p className="operations-line muted num">{t("asOf", { sequence: draft.eventSequence })}</p>
    </>
  );
}
