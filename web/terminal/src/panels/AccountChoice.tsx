// For which account orders and quotes are sent.
import type { ReactNode } from "react";
import type { Account } from "../api/types";
import { useWords } from "../i18n";
import { named } from "../i18n/names";
import { langOf } from "../i18n/phrases";
import { SimulatedBadge } from "./Panel";

interface AccountChoiceProps {
  accounts: readonly Account[];
  who: Account;
  choose: (account: number) => void;
  children?: ReactNode;
}

export function AccountChoice({ accounts, who, choose, children }: AccountChoiceProps) {
  const { t, language } = useWords();
  return (
    <div className="row wrap">
      <label className="field">
        <span className="muted">{t("statement.account")}</span>
        <select value={who.account} onChange={(e) => choose(Number(e.target.value))}>
          {accounts.map((a) => (
            <option key={a.account} value={a.account} lang={langOf(named(a.name, language))}>
              {a.account} · {named(a.name, language)}
            </option>
          ))}
        </select>
      </label>
      {children}
      {who.simulated && <SimulatedBadge />}
    </div>
  );
}
