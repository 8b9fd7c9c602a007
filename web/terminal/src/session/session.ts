// Who is here: asked of the venue once, and again when somebody signs in or out. Permissions take actions away, not pages.
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { Session } from "../api/access";
import { get } from "../api/client";
import type { Account } from "../api/types";
import { inReplay } from "../replay/root";
import { useWords } from "../i18n";
import { say } from "../i18n/words";
import type { Language } from "../state/view";
import { rolesOf, type Role } from "./roles";
import { words } from "./words";

export interface Who {
  /** Null: not known yet. */
  session: Session | null;
  roles: readonly Role[];
  /** Why it is not known; null: it is, or it is being asked. */
  failure: Error | null;
  again: () => void;
}

export const WhoContext = createContext<Who>({ session: null, roles: [], failure: null, again: () => undefined });

export function useWho(): Who {
  return useContext(WhoContext);
}

/** Who is here is asked again so many milliseconds after the venue failed to say. */
const again = 5000;

/** @param access what the status says; it is not asked before that is known. */
export function useAskedWho(access: string | null): Who {
  const [session, setSession] = useState<Session | null>(null);
  const [accounts, setAccounts] = useState<readonly Account[]>([]);
  const [failure, setFailure] = useState<Error | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (access === null) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    get<Session>("v1/session", stop.signal).then(
      (told) => {
        setSession(told);
        setFailure(null);
        // Whether somebody trades or hedges is told by the accounts that are theirs.
        if (told.user !== null && told.accounts.length > 0)
          get<Account[]>("v1/accounts", stop.signal).then(setAccounts, () => setAccounts([]));
      },
      (error: Error) => {
        setSession(null);
        if (stop.signal.aborted) return;
        setFailure(error);
        timer = setTimeout(() => setRound((n) => n + 1), again);
      },
    );
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [access, round]);
  return useMemo(
    () => ({
      session,
      roles: session === null || session.user === null ? [] : rolesOf(session, accounts),
      failure,
      again: () => {
        setFailure(null);
        setRound((n) => n + 1);
      },
    }),
    [session, accounts, failure],
  );
}

export interface May {
  may: boolean;
  /** Why not, in the reader's language; empty where they may. */
  why: string;
}

export const scopes = [
  "read",
  "report",
  "trade",
  "cancel-only",
  "transfer",
  "admin:risk",
  "admin:market-ops",
  "admin:clearing",
  "admin:security-admin",
  "admin:surveillance",
  "admin:auditor",
] as const;
export type Scope = (typeof scopes)[number];

/** Names of roles as a person reads them. */
export function rolesText(roles: readonly Role[], language: Language): string {
  const t = say(words, language);
  return roles.map((role) => t(role)).join(language === "zh" ? "、" : ", ");
}

/**
 * Whether a person may do what asks for one of these scopes.
 * @param account for whom, where it is done for an account.
 */
export function mayOf(
  who: Pick<Who, "session" | "roles">,
  asked: readonly Scope[],
  account: number | null,
  language: Language,
): May {
  const t = say(words, language);
  const { session } = who;
  if (session === null) return { may: false, why: t("unknown") };
  if (session.access === "open") return { may: true, why: "" };
  if (session.user === null) return { may: false, why: t("nobody") };
  if (!asked.some((scope) => session.scopes.includes(scope)))
    return {
      may: false,
      why: t("needs", { roles: rolesText(who.roles, language), scope: t(`scope.${asked[0]!}`) }),
    };
  if (account !== null && !session.accounts.includes(account)) return { may: false, why: t("notYours", { account }) };
  return { may: true, why: "" };
}

/** For a button: disabled={!may}, and why stands where it gets the focus. */
export function useMay(asked: Scope | readonly Scope[], account: number | null = null): May {
  const who = useWho();
  const { language } = useWords();
  const wanted = typeof asked === "string" ? [asked] : asked;
  // What happened cannot be changed, by nobody; it can be read.
  if (inReplay() && !wanted.some((scope) => scope === "read" || scope === "report"))
    return { may: false, why: say(words, language)("replay") };
  return mayOf(who, wanted, account, language);
}
