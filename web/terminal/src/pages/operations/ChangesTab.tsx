// Changes that two people make: what is proposed, by whom, what it changes, from when; approved by a second person.
import { useState } from "react";
import type { Proposal } from "../../api/operations";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useFetched } from "../../state/venue";
import { HowTo } from "./HowTo";
import { KeyBox } from "./KeyBox";
import type { TabProps } from "./page";
import { ProposalCard } from "./ProposalCard";
import { ProposeForm } from "./ProposeForm";
import { venueScopes } from "./roles";
import { words } from "./words";

export function ChangesTab({ version }: TabProps) {
  const t = useSay(words);
  const { session } = useWho();
  const { may, why } = useMay(venueScopes);
  const [done, setDone] = useState(0);
  const here = session?.access === "identity" && session.adminPort === null;
  const asked = useFetched<Proposal[]>(here && may ? "v1/admin/proposals" : null, `${version} ${done}`);
  if (session === null)
    return (
      <Panel id="operations-changes" title={t("tab.changes")}>
        <Loading what={t("tab.changes")} />
      </Panel>
    );
  if (session.access === "open") return <HowTo />;
  if (session.adminPort !== null)
    return (
      <Panel id="operations-changes" title={t("tab.changes")}>
        <p className="operations-line">{t("admin.elsewhere", { port: session.adminPort })}</p>
        <p className="operations-line">
          <a href={elsewhere(session.adminPort)} translate="no">
            {elsewhere(session.adminPort)}
          </a>
        </p>
      </Panel>
    );
  const told = () => setDone((n) => n + 1);
  const ordered = [...(asked.data ?? [])].sort(
    (a, b) => Number(b.stage === "open") - Number(a.stage === "open") || b.proposed.localeCompare(a.proposed),
  );
  return (
    <div className="operations-split">
      <Panel id="operations-changes" title={t("tab.changes")}>
        <KeyBox />
        {!may ? (
          <Empty>{why}</Empty>
        ) : asked.error && !asked.data ? (
          <Failed what={t("tab.changes")} error={asked.error} retry={asked.retry} />
        ) : asked.data === null ? (
          <Loading what={t("tab.changes")} rows={8} />
        ) : ordered.length === 0 ? (
          <Empty>{t("changes.none")}</Empty>
        ) : (
          <ul className="operations-proposals">
            {ordered.map((p) => (
              <ProposalCard key={p.proposal} proposal={p} done={told} />
            ))}
          </ul>
        )}
      </Panel>
      <ProposeForm done={told} />
    </div>
  );
}

function elsewhere(port: number): string {
  const url = new URL(location.href);
  url.port = String(port);
  return url.toString();
}
