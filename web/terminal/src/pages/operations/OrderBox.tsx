// What an operator orders for a month or a whole product: halt, cancels only, resume, other price limits. Typed code,
// reason, preview first.
import { useId, useState, type ReactNode } from "react";
import { send } from "../../api/client";
import type { OperatingRow, PriceLimits, Reach } from "../../api/operations";
import { signed } from "../../api/signing";
import { useSay } from "../../i18n/words";
import { Answer } from "../../panels/Answer";
import { Panel } from "../../panels/Panel";
import { useMay, useWho } from "../../session/session";
import { useRequest } from "../../state/request";
import { useSigningKey } from "../../state/signingKey";
import { useFetched, useVenue } from "../../state/venue";
import { KeyBox } from "./KeyBox";
import { isShare, LimitFields, noLimit } from "./LimitFields";
import { LimitsNow } from "./LimitsNow";
import type { TabName } from "./page";
import { ReachTable } from "./ReachTable";
import { rolesFor, venueScopes } from "./roles";
import { words } from "./words";

const actions = ["halted", "cancel-only", "resumption auction", "continuous", "limits"] as const;
type Action = (typeof actions)[number];
const stops = (action: Action) => action === "halted" || action === "cancel-only";
const actionKey = (action: Action) =>
  (
    ({
      halted: "act.halt",
      "cancel-only": "act.cancelOnly",
      "resumption auction": "act.resumeAuction",
      continuous: "act.resume",
      limits: "act.limits",
    }) as const
  )[action];

/** What the command's own field for the cause takes. */
const cause = /^[A-Za-z0-9._:-]{1,24}$/;
const leastReason = 20;

interface OrderBoxProps {
  row: OperatingRow | null;
  rows: readonly OperatingRow[];
  version: number;
  openTab: (tab: TabName) => void;
}

export function OrderBox({ row, rows, version, openTab }: OrderBoxProps) {
  const t = useSay(words);
  const id = useId();
  const { store } = useVenue();
  const { session } = useWho();
  const ops = useMay("admin:market-ops");
  const sees = useMay(venueScopes);
  const key = useSigningKey();
  const [action, setAction] = useState<Action>("halted");
  const [whole, setWhole] = useState(false);
  const [typed, setTyped] = useState("");
  const [note, setNote] = useState("");
  const [reason, setReason] = useState("");
  const [notice, setNotice] = useState({ en: "", zh: "" });
  const [seconds, setSeconds] = useState("120");
  const [asked, setAsked] = useState(noLimit);
  const request = useRequest();
  const identity = session?.access === "identity";
  const proposes = identity && !stops(action);
  const scope = row === null ? "" : whole ? row.contract : row.symbol;
  const symbols = row === null ? [] : whole ? rows.filter((r) => r.contract === row.contract).map((r) => r.symbol) : [row.symbol];
  const reach = useFetched<Reach>(
    row && sees.may
      ? `v1/operations/reach/${row.contract}${whole ? "" : `?symbol=${encodeURIComponent(row.symbol)}`}`
      : null,
    version,
  );
  const limits = action === "limits";
  const { share } = asked;
  const preview = useFetched<PriceLimits>(
    row && limits && sees.may
      ? `v1/operations/limits/${row.contract}?${new URLSearchParams({
          ...(whole ? {} : { symbol: row.symbol }),
          ...(isShare(share) ? { limit: share } : {}),
        }).toString()}`
      : null,
    version,
  );
  // What is held of another scope or share is not what is asked about.
  const isOf = preview.data?.limit === share && preview.data.symbol === (whole ? null : row?.symbol);
  const previewed = isOf ? preview.data : null;
  const auction = action === "resumption auction";
  const length = Number(seconds);
  const hindrance = ((): string => {
    if (row === null) return t("hinder.nothing");
    if (proposes && key === null) return t("hinder.key");
    if (proposes && key !== null && rolesFor(key.session).length === 0) return t("hinder.keyRole");
    if (!proposes && !ops.may) return ops.why;
    if (limits && !isShare(share)) return t("hinder.limit");
    if (limits && previewed === null) return preview.error ? t("hinder.refused") : t("hinder.limits");
    if (limits && previewed?.refused) return t("hinder.refused");
    if (limits && !identity && !(cause.test(asked.proposer) && cause.test(asked.approver))) return t("hinder.people");
    if (!limits && reach.data === null) return t("hinder.reach");
    if (typed.trim().toUpperCase() !== scope.toUpperCase()) return t("hinder.typed", { code: scope });
    if (!cause.test(note)) return t("hinder.cause");
    if (auction && !(Number.isInteger(length) && length >= 1 && length <= 3600)) return t("hinder.seconds");
    if (proposes && reason.trim().length < leastReason) return t("hinder.reason", { least: leastReason });
    if (proposes && (notice.en === "" || notice.zh === "")) return t("hinder.notice");
    return "";
  })();
  const goLimits = async (): Promise<string> => {
    const one = whole ? {} : { symbol: row!.symbol };
    if (proposes)
      await signed(key!, "POST", "v1/admin/proposals", {
        command: "set-price-limits",
        document: { contract: row!.contract, ...one, limit: share, reason: note },
        ...why(),
      });
    else {
      const { proposer, approver } = asked;
      const order = { ...one, limit: share, proposer, approver, reason: note };
      await send("PUT", `v1/operations/limits/${row!.contract}`, order);
    }
    setTyped("");
    return t(proposes ? "done.proposed" : "done.ordered", { count: 1 });
  };
  const go = async (): Promise<string> => {
    for (const symbol of symbols) {
      const how = { state: action, cause: note, ...(auction ? { seconds: length } : {}) };
      if (!proposes) await send("PUT", `v1/instruments/${encodeURIComponent(symbol)}/state`, how);
      else await signed(key!, "POST", "v1/admin/proposals", proposal(symbol));
    }
    setTyped("");
    return proposes ? t("done.proposed", { count: symbols.length }) : t("done.ordered", { count: symbols.length });
  };
  const proposal = (symbol: string) => ({
    command: "set-trading-state",
    document: {
      instrument: store.rows.get(symbol)?.instrument ?? 0,
      state: auction ? "ResumptionAuction" : "Continuous",
      seconds: auction ? length : 0,
      cause: note,
    },
    ...why(),
  });
  const why = () => ({
    reason: reason.trim(),
    noticeEn: notice.en,
    noticeZh: notice.zh,
    ...(rolesFor(key!.session).length > 1 ? { role: rolesFor(key!.session)[0] } : {}),
  });
  const field = (name: string, label: string, input: ReactNode) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      {input}
    </div>
  );
  return (
    <Panel id="operations-order" title={t("order.title", { scope: scope === "" ? "–" : scope })}>
      <form
        className="operations-form"
        aria-label={t("order.title", { scope: scope === "" ? "–" : scope })}
        onSubmit={(e) => {
          e.preventDefault();
          if (hindrance === "") request.run(limits ? goLimits : go);
        }}
      >
        {field(
          "action",
          t("order.action"),
          <select id={`${id}-action`} value={action} onChange={(e) => setAction(e.target.value as Action)}>
            {actions.map((a) => (
              <option key={a} value={a}>
                {t(actionKey(a))}
              </option>
            ))}
          </select>,
        )}
        {field(
          "scope",
          t("order.scope"),
          <select id={`${id}-scope`} value={whole ? "all" : "one"} onChange={(e) => setWhole(e.target.value === "all")}>
            <option value="one">{t("order.one", { symbol: row?.symbol ?? "–" })}</option>
            <option value="all">{t("order.all", { contract: row?.contract ?? "–" })}</option>
          </select>,
        )}
        {auction &&
          field(
            "seconds",
            t("order.seconds"),
            <input
              id={`${id}-seconds`}
              inputMode="numeric"
              value={seconds}
              onChange={(e) => setSeconds(e.target.value)}
            />,
          )}
        {limits && <LimitFields asked={asked} change={setAsked} named={!identity} preview={preview} />}
        {field(
          "cause",
          t("order.cause"),
          <input
            id={`${id}-cause`}
            list={`${id}-causes`}
            maxLength={24}
            spellCheck={false}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />,
        )}
        <datalist id={`${id}-causes`}>
          {["news-pending", "disorderly", "index-stale", "system-fault", "surveillance", "news-out"].map((c) => (
            <option key={c} value={c} />
          ))}
        </datalist>
        {proposes && (
          <>
            <KeyBox />
            {field(
              "reason",
              t("propose.reason"),
              <textarea id={`${id}-reason`} rows={2} value={reason} onChange={(e) => setReason(e.target.value)} />,
            )}
            {field(
              "en",
              t("propose.noticeEn"),
              <input
                id={`${id}-en`}
                value={notice.en}
                onChange={(e) => setNotice({ ...notice, en: e.target.value })}
              />,
            )}
            {field(
              "zh",
              t("propose.noticeZh"),
              <input
                id={`${id}-zh`}
                value={notice.zh}
                onChange={(e) => setNotice({ ...notice, zh: e.target.value })}
              />,
            )}
          </>
        )}
        {!limits && reach.data && <ReachTable reach={reach.data} />}
        {field(
          "typed",
          t("order.typed", { code: scope }),
          <input
            id={`${id}-typed`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(e) => setTyped(e.target.value)}
          />,
        )}
        <p className="operations-line muted">
          {identity
            ? t(stops(action) ? "order.alone" : limits ? "order.twoLimits" : "order.two")
            : t(limits ? "order.openLimits" : "order.open")}
        </p>
        <div className="row wrap">
          <button
            type="submit"
            className={stops(action) ? "operations-danger" : undefined}
            aria-disabled={hindrance !== "" || undefined}
            aria-describedby={`${id}-why`}
          >
            {limits
              ? t(proposes ? "order.proposeLimits" : "order.setLimits")
              : t(proposes ? "order.propose" : actionKey(action))}
          </button>
          <span id={`${id}-why`} className="muted operations-hinder">
            {hindrance}
          </span>
        </div>
        <Answer told={request.told} stage={request.stage} />
        <LimitsNow row={row} openTab={openTab} />
      </form>
    </Panel>
  );
}
