// Proposes a change: a command with its document, why, from when, and the notice in both languages.
import { useId, useState, type ReactNode } from "react";
import type { ContractDocuments } from "../../api/contracts";
import { get } from "../../api/client";
import type { Proposal } from "../../api/operations";
import { signed } from "../../api/signing";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Panel } from "../../panels/Panel";
import { useRequest } from "../../state/request";
import { useSigningKey } from "../../state/signingKey";
import { useTopic } from "../../state/venue";
import { parse, takeOver, write, type Json } from "./draft";
import { rolesFor } from "./roles";
import { words } from "./words";

const commands = [
  "define-margins",
  "define-limits",
  "define-contract",
  "define-spread",
  "define-calendar",
  "define-house",
  "define-index",
  "define-source",
  "define-member",
  "define-margin-group",
  "define-collateral",
  "define-spot-product",
  "price-collateral",
  "grant-hedge-quota",
  "open-account",
  "set-kill-switch",
  "set-order-caps",
  "set-trading-state",
  "set-price-limits",
  "set-release",
] as const;

/** Commands whose documents stand with the contract. */
const ofContract: Readonly<Record<string, "terms" | "margins" | "limits">> = {
  "define-contract": "terms",
  "define-margins": "margins",
  "define-limits": "limits",
};

const leastReason = 20;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export function ProposeForm({ done }: { done: () => void }) {
  const t = useSay(words);
  const id = useId();
  const key = useSigningKey();
  const contracts = useTopic("board", (store) => contractsOf(store));
  const [taken] = useState(takeOver);
  const [command, setCommand] = useState<string>(taken?.command ?? "define-margins");
  const [document, setDocument] = useState(taken?.document ?? "");
  const [reason, setReason] = useState("");
  const [at, setAt] = useState("");
  const [en, setEn] = useState("");
  const [zh, setZh] = useState("");
  const [role, setRole] = useState("");
  const request = useRequest(done);
  const roles = key === null ? [] : rolesFor(key.session);
  const read = parse(document);
  const hindrance =
    key === null ? t("hinder.key")
    : roles.length === 0 ? t("hinder.keyRole")
    : read === null ? t("hinder.document")
    : reason.trim().length < leastReason ? t("hinder.reason", { least: leastReason })
    : at !== "" && !moment.test(at) ? t("hinder.moment")
    : en.trim() === "" || zh.trim() === "" ? t("hinder.notice")
    : "";
  const propose = async () => {
    const asked = {
      command,
      document: read,
      reason: reason.trim(),
      noticeEn: en.trim(),
      noticeZh: zh.trim(),
      ...(at === "" ? {} : { effectiveAt: at }),
      ...(roles.length > 1 ? { role: role || roles[0] } : {}),
    };
    const made = await signed<Proposal>(key!, "POST", "v1/admin/proposals", asked);
    setReason("");
    return t("done.proposal", { count: made.diff.length });
  };
  const begin = (contract: string) =>
    request.run(async () => {
      const told = await get<ContractDocuments>(`v1/contracts/${contract}`);
      const newest = told[ofContract[command]!].at(-1);
      if (!newest) return t("propose.noneInForce");
      setDocument(write(newest.document as unknown as { [field: string]: Json }));
      return t("propose.inForce", { number: newest.number });
    }, `begin ${contract}`);
  const field = (name: string, label: string, input: ReactNode) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      {input}
    </div>
  );
  return (
    <Panel id="operations-propose" title={t("propose.title")}>
      <form
        className="operations-form"
        aria-label={t("propose.title")}
        onSubmit={(e) => {
          e.preventDefault();
          if (hindrance === "") request.run(propose);
        }}
      >
        {field(
          "command",
          t("propose.command"),
          <select
            id={`${id}-command`}
            value={command}
            translate="no"
            onChange={(e) => setCommand(e.target.value)}
          >
            {commands.map((c) => (
              <option key={c}>{c}</option>
            ))}
          </select>,
        )}
        {command in ofContract && (
          <div className="row wrap" role="group" aria-label={t("propose.begin")}>
            <span>{t("propose.begin")}</span>
            {contracts.map((c) => (
              <button key={c} type="button" className="small" onClick={() => begin(c)}>
                {c}
              </button>
            ))}
          </div>
        )}
        {field(
          "document",
          t("propose.document"),
          <textarea
            id={`${id}-document`}
            translate="no"
            rows={10}
            spellCheck={false}
            className="operations-json"
            value={document}
            onChange={(e) => setDocument(e.target.value)}
          />,
        )}
        {field(
          "reason",
          t("propose.reason"),
          <textarea
            id={`${id}-reason`}
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />,
        )}
        {field(
          "at",
          t("propose.at"),
          <input
            id={`${id}-at`}
            placeholder="2026-04-01T00:00:00Z"
            value={at}
            onChange={(e) => setAt(e.target.value.trim())}
          />,
        )}
        {field(
          "en",
          t("propose.noticeEn"),
          <textarea id={`${id}-en`} lang="en" rows={2} value={en} onChange={(e) => setEn(e.target.value)} />,
        )}
        {field(
          "zh",
          t("propose.noticeZh"),
          <textarea id={`${id}-zh`} lang="zh" rows={2} value={zh} onChange={(e) => setZh(e.target.value)} />,
        )}
        {roles.length > 1 &&
          field(
            "role",
            t("propose.role"),
            <select id={`${id}-role`} value={role || roles[0]} onChange={(e) => setRole(e.target.value)}>
              {roles.map((r) => (
                <option key={r} value={r}>
                  {t(`role.${r}`)}
                </option>
              ))}
            </select>,
          )}
        <div className="row wrap">
          <button type="submit" aria-disabled={hindrance !== "" || undefined} aria-describedby={`${id}-why`}>
            {t("propose.send")}
          </button>
          <span id={`${id}-why`} className="muted operations-hinder">
            {hindrance}
          </span>
        </div>
        <Answer told={request.told} stage={request.stage} />
      </form>
    </Panel>
  );
}

const lists = new Map<string, readonly string[]>();

/** The contracts on the board; the same list while they are the same. */
export function contractsOf(store: { rows: ReadonlyMap<string, { contract: string; spread?: object | null }> }) {
  const names = [...new Set([...store.rows.values()].filter((r) => !r.spread).map((r) => r.contract))];
  const text = names.join();
  if (!lists.has(text)) lists.set(text, names);
  return lists.get(text)!;
}
