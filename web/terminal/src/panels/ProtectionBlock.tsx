// A market maker's protection: how many lots of quotes may trade within a window, whether it has fired, re-arming.
import { useState, type FormEvent } from "react";
import { send } from "../api/client";
import type { Protection } from "../api/types";
import { lots } from "../format/numbers";
import { useWords } from "../i18n";
import { useRequest } from "../state/request";
import { useTopic, useVenue, type Fetched } from "../state/venue";
import { protectionFault } from "../ticket/quote";
import { Answer } from "./Answer";
import { Failed, Loading } from "./Panel";
import { NumberInput } from "./NumberInput";

interface ProtectionBlockProps {
  account: number;
  /** Contract that is proposed first. */
  contract: string;
  held: Fetched<Protection[]>;
  sent: () => void;
}

export function ProtectionBlock({ account, contract, held, sent }: ProtectionBlockProps) {
  const { t } = useWords();
  const { store } = useVenue();
  const path = `v1/accounts/${account}/protection`;
  const symbols = useTopic("board", (s) => s.symbols);
  const contracts = [...new Set(symbols.map((s) => store.rows.get(s)?.contract).filter((c) => c !== undefined))];
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState<{ window?: string; lots?: string }>({});
  const { told, stage, run } = useRequest(sent);

  const of = chosen ?? contract;
  const now = held.data?.find((p) => p.contract === of);
  const window = typed.window ?? String(now?.windowMilliseconds ?? 1000);
  const most = typed.lots ?? String(now?.mostLots ?? 50);
  const wrong = protectionFault(window, most);
  const set = (name: string, windowMilliseconds: number, mostLots: number) =>
    run(async () => {
      await send("PUT", path, { contract: name, windowMilliseconds, mostLots });
      setTyped({});
      return mostLots === 0
        ? t("protect.toldOff", { contract: name })
        : t("protect.told", { contract: name, lots: lots(mostLots), window: lots(windowMilliseconds) });
    });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (wrong === null) set(of, Number(window), Number(most));
  };
  return (
    <section className="protection" aria-label={t("protect.title")}>
      <h3>{t("protect.title")}</h3>
      {held.error && !held.data ? (
        <Failed what={t("protect.title")} error={held.error} retry={held.retry} />
      ) : !held.data ? (
        <Loading what={t("protect.title")} rows={1} />
      ) : held.data.length === 0 ? (
        <p className="muted">{t("protect.none")}</p>
      ) : (
        held.data.map((p) => (
          <State
            key={p.contract}
            of={p}
            busy={stage !== "idle"}
            rearm={() => set(p.contract, p.windowMilliseconds, p.mostLots)}
          />
        ))
      )}
      <form className="ticket" onSubmit={submit}>
        <label className="field">
          <span className="muted">{t("protect.contract")}</span>
          <select
            value={of}
            onChange={(e) => {
              setChosen(e.target.value);
              setTyped({});
            }}
          >
            {contracts.map((c) => (
              <option key={c}>{c}</option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="muted">{t("protect.window")}</span>
          <NumberInput
            value={window}
            step="100"
            invalid={wrong === "window"}
            change={(value) => setTyped((before) => ({ ...before, window: value }))}
          />
        </label>
        <label className="field">
          <span className="muted" title={t("protect.lotsTitle")}>
            {t("protect.lots")}
          </span>
          <NumberInput
            value={most}
            step="1"
            invalid={wrong === "lots"}
            change={(value) => setTyped((before) => ({ ...before, lots: value }))}
          />
        </label>
        <button type="submit" disabled={stage !== "idle" || wrong !== null}>
          {t(now?.fired != null ? "protect.setAgain" : "protect.set")}
        </button>
        <Answer told={told} stage={stage} />
      </form>
    </section>
  );
}

/** How one protection stands. One that has fired stays so until it is set again. */
function State({ of, busy, rearm }: { of: Protection; busy: boolean; rearm: () => void }) {
  const { t } = useWords();
  const values = { contract: of.contract, lots: lots(of.mostLots), window: lots(of.windowMilliseconds) };
  if (of.fired === null)
    return (
      <p>
        <b>{of.contract}</b>{" "}
        <span className="badge good">{t(of.mostLots === 0 ? "protect.off" : "protect.armed")}</span>{" "}
        <span className="muted">{of.mostLots === 0 ? "" : t("protect.limits", values)}</span>
      </p>
    );
  return (
    <div className="phase-strip stopped" role="status">
      <span>
        <b>{of.contract}</b> <span className="badge bad">{t("protect.fired")}</span>{" "}
        {t("protect.firedText", { ...values, traded: lots(of.fired) })}
      </span>
      <button type="button" disabled={busy} onClick={rearm} title={t("protect.rearmTitle", values)}>
        {t("protect.rearm")}
      </button>
    </div>
  );
}
