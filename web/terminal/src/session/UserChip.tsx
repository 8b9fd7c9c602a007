// Who is signed in, with their role; a warning where the venue asks nobody.
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import type { View } from "../state/view";
import { rolesText, useWho } from "./session";
import { words } from "./words";

/** The end of a session is told so many seconds before. */
const warns = 120;

export function UserChip({ view, change }: { view: View; change: (part: Partial<View>) => void }) {
  const t = useSay(words);
  const { language } = useWords();
  const { session, roles } = useWho();
  const left = useSecondsLeft(session?.until ?? null);
  if (session === null) return null;
  if (session.access === "open")
    return (
      <span className="badge warn" title={t("openTitle")}>
        {t("open")}
      </span>
    );
  const open = () => change({ page: "signin", at: view.page === "signin" ? view.at : { ".back": view.page } });
  return (
    <>
      {left !== null && left <= warns && (
        <span role="status" className="warn">
          {t("ends", { seconds: left })}
        </span>
      )}
      <button type="button" title={t("whoTitle")} aria-current={view.page === "signin" ? "page" : undefined} onClick={open}>
        {session.user === null
          ? t("enter")
          : t("who", { user: session.user, roles: rolesText(roles, language) })}
      </button>
    </>
  );
}

/** By tens, so that nobody is told each second. */
function useSecondsLeft(until: string | null): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) {
      setLeft(null);
      return;
    }
    const look = () => setLeft(Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 10_000) * 10));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
