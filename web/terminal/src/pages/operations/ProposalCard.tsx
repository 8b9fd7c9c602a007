// One proposal: what it changes in what is in force, why, from when, and the two people; approve, turn down, take back.
import { useId, useState } from "react";
import type { Proposal } from "../../api/operations";
import { signed } from "../../api/signing";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Submitted } from "../../panels/Submitted";
import { useRequest } from "../../state/request";
import { useSigningKey } from "../../state/signingKey";
import { Moment } from "./Moment";
import { approval, parted, rolesFor } from "./roles";
import { words } from "./words";

export function ProposalCard({ proposal: p, done }: { proposal: Proposal; done: () => void }) {
  const t = useSay(words);
  const id = useId();
  const key = useSigningKey();
  const [because, setBecause] = useState("");
  const request = useRequest(done);
  const { role, why } = approval(p, key?.session ?? null);
  const own = key !== null && key.session.user === p.by;
  const ends = p.stage === "open" || p.stage === "approved";
  const rejects = ends && key !== null && rolesFor(key.session).length > 0;
  const path = `v1/admin/proposals/${encodeURIComponent(p.proposal)}`;
  const approve = async () => {
    await signed(key!, "POST", `${path}/approve`, { hash: p.hash, role });
    return t("done.approved");
  };
  const reject = async () => {
    await signed(key!, "POST", `${path}/reject`, { reason: because.trim() });
    return t("done.rejected");
  };
  return (
    <li className="operations-proposal" id={p.proposal} data-stage={p.stage} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <code translate="no">{p.command}</code>{" "}
        <span className={p.stage === "open" ? "badge warn" : "badge"}>{t(`stage.${p.stage}`)}</span>
      </h3>
      <p>
        {t("changes.by", { user: p.by, role: t(`role.${p.role as "market-ops"}`) })} <Moment of={p.proposed} whole />
        {" · "}
        {p.effectiveAt === null ? (
          t("changes.atOnce")
        ) : (
          <>
            {t("changes.from")} <Moment of={p.effectiveAt} whole />
          </>
        )}
      </p>
      <Difference lines={p.diff} label={t("changes.diff")} />
      <details>
        <summary>{t("changes.document")}</summary>
        <Submitted paper={p.document} label={t("changes.document")} />
      </details>
      <dl>
        <dt>{t("changes.reason")}</dt>
        <dd translate="no">{p.reason}</dd>
        <dt>{t("propose.noticeEn")}</dt>
        <dd lang="en">{p.noticeEn ?? "–"}</dd>
        <dt>{t("propose.noticeZh")}</dt>
        <dd lang="zh">{p.noticeZh ?? "–"}</dd>
        <dt>{t("changes.hash")}</dt>
        <dd>
          <code translate="no" className="operations-hash">
            {p.hash}
          </code>
        </dd>
        {p.approvedBy !== null && (
          <>
            <dt>{t("changes.approved")}</dt>
            <dd>
              {t("changes.by", { user: p.approvedBy, role: t(`role.${p.approvedAs as "market-ops"}`) })}{" "}
              <Moment of={p.approvedAt} whole />
            </dd>
          </>
        )}
        {p.rejectedBy !== null && (
          <>
            <dt>{t("changes.rejected")}</dt>
            <dd>
              <span translate="no">
                {p.rejectedBy}: {p.rejectedBecause}
              </span>{" "}
              <Moment of={p.rejectedAt} whole />
            </dd>
          </>
        )}
        {p.outcome !== null && (
          <>
            <dt>{t("changes.outcome")}</dt>
            <dd>
              {p.outcome === "taken" ? (
                t("changes.taken", { sequence: p.commandSequence ?? 0 })
              ) : (
                <span lang="en">{p.outcome}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      {ends && (
        <div className="row wrap operations-acts">
          <button
            type="button"
            aria-disabled={why !== null || undefined}
            aria-describedby={`${id}-why`}
            onClick={() => why === null && request.run(approve)}
          >
            {t("changes.approve")}
          </button>
          <span id={`${id}-why`} className="muted operations-hinder">
            {why === null ? t("changes.approveAs", { role: t(`role.${role}`) }) : t(`hinder.${why}`)}
          </span>
          <label className="field">
            <span>{t("changes.because")}</span>
            <input value={because} maxLength={200} onChange={(e) => setBecause(e.target.value)} />
          </label>
          <button
            type="button"
            aria-disabled={!rejects || because.trim() === "" || undefined}
            onClick={() => rejects && because.trim() !== "" && request.run(reject)}
          >
            {t(own ? "changes.takeBack" : "changes.reject")}
          </button>
        </div>
      )}
      <Answer told={request.told} stage={request.stage} />
    </li>
  );
}

export function Difference({ lines, label }: { lines: readonly string[]; label: string }) {
  const t = useSay(words);
  if (lines.length === 0) return <p className="muted">{t("changes.same")}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="wide operations-table" aria-label={label}>
        <thead>
          <tr>
            {(["diff.field", "diff.was", "diff.is"] as const).map((head) => (
              <th key={head} scope="col" className="left">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody translate="no">
          {lines.map(parted).map((line) => (
            <tr key={line.field}>
              <th scope="row" className="left">
                {line.field}
              </th>
              <td className="left">{line.was}</td>
              <td className="left">
                <b>{line.is}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
