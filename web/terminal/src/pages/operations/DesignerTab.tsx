// A contract drafted from one in force: form and text of one document, checked as it is typed, compared with what holds.
import { useState } from "react";
import type { ContractDocuments } from "../../api/contracts";
import { useSay } from "../../i18n/words";
import { Empty, Failed, Loading, Panel } from "../../panels/Panel";
import { useParam } from "../../state/params";
import { useFetched, useTopic } from "../../state/venue";
import { DraftForm } from "./DraftForm";
import { DraftFindings } from "./DraftFindings";
import { handOver, parse, write, type Json } from "./draft";
import type { TabProps } from "./page";
import { contractsOf } from "./ProposeForm";
import { useDraftCheck } from "./useDraftCheck";
import { words } from "./words";

export function DesignerTab({ view, change, may, openTab }: TabProps & { may: boolean }) {
  const t = useSay(words);
  const contracts = useTopic("board", (store) => contractsOf(store));
  const boardKnown = useTopic("board", (store) => store.boardKnown);
  const [chosen, choose] = useParam<string>(view, change, "from", /^[A-Za-z0-9]{1,8}$/, "");
  const base = contracts.includes(chosen) ? chosen : (contracts[0] ?? null);
  const asked = useFetched<ContractDocuments>(base === null ? null : `v1/contracts/${base}`);
  const inForce = asked.data?.contract === base ? asked.data.terms.at(-1) : undefined;
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const begun = inForce ? write(inForce.document as unknown as { [field: string]: Json }) : null;
  const text = base === null ? null : (drafts[base] ?? begun);
  const set = (to: string) => base !== null && setDrafts({ ...drafts, [base]: to });
  const check = useDraftCheck(may ? base : null, text);
  if (base === null || text === null)
    return (
      <Panel id="operations-designer" title={t("tab.designer")}>
        {asked.error ? (
          <Failed what={t("tab.designer")} error={asked.error} retry={asked.retry} />
        ) : (base === null ? boardKnown : asked.data !== null) ? (
          <Empty>{t("designer.none")}</Empty>
        ) : (
          <Loading what={t("tab.designer")} rows={12} />
        )}
      </Panel>
    );
  const document = parse(text);
  return (
    <div className="operations-split even">
      <Panel
        id="operations-designer"
        title={t("designer.title", { contract: base })}
        tools={
          <div className="choice" role="group" aria-label={t("designer.from")}>
            {contracts.map((c) => (
              <button key={c} type="button" aria-pressed={c === base} onClick={() => choose(c)}>
                {c}
              </button>
            ))}
          </div>
        }
      >
        <p className="operations-line">{t("designer.how")}</p>
        <DraftForm
          document={document}
          faults={check.draft?.faults ?? []}
          set={(to) => set(write(to))}
        />
        <label className="field operations-text" htmlFor="operations-draft">
          <span>{t("designer.text")}</span>
          <textarea
            id="operations-draft"
            className="operations-json"
            translate="no"
            rows={18}
            spellCheck={false}
            value={text}
            aria-describedby="operations-draft-fault"
            onChange={(e) => set(e.target.value)}
          />
        </label>
        <p id="operations-draft-fault" role="status" className="warn operations-line">
          {document === null ? t("designer.noJson") : ""}
        </p>
      </Panel>
      <DraftFindings
        check={check}
        may={may}
        again={() => set(begun ?? "")}
        propose={() => {
          handOver({ command: "define-contract", document: text });
          openTab("changes");
        }}
      />
    </div>
  );
}
