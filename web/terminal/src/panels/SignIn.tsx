// Who is signed in: a warning where the venue asks nobody, and a form where it asks for a name.
import { useEffect, useState } from "react";
import { get, RequestFailed, send } from "../api/client";
import type { Session } from "../api/access";
import { useWords } from "../i18n";
import { useTopic } from "../state/venue";

export function SignIn() {
  const { t } = useWords();
  const access = useTopic("status", (s) => s.status?.access ?? null);
  const [session, setSession] = useState<Session | null>(null);
  useEffect(() => {
    if (access !== "identity") return;
    const stop = new AbortController();
    get<Session>("v1/session", stop.signal).then(setSession, () => setSession(null));
    return () => stop.abort();
  }, [access]);
  if (access === "open")
    return (
      <span className="badge warn" title={t("access.openTitle")}>
        {t("access.open")}
      </span>
    );
  if (access !== "identity" || session === null) return null;
  if (session.user === null) return <SignInForm />;
  const leave = () => send("DELETE", "v1/session", {}).finally(() => location.reload());
  return (
    <span className="sign-in">
      <span title={session.scopes.join(", ")}>{t("access.user", { user: session.user })}</span>
      <button type="button" onClick={() => void leave()}>
        {t("access.leave")}
      </button>
    </span>
  );
}

/** What was wrong is not told: neither does the venue. */
function SignInForm() {
  const { t } = useWords();
  const [failed, setFailed] = useState<string | null>(null);
  const enter = async (form: FormData) => {
    try {
      await send("POST", "v1/session", {
        user: form.get("user"),
        password: form.get("password"),
        code: form.get("code"),
      });
      // Everything on the page was asked for as a stranger.
      location.reload();
    } catch (e) {
      setFailed(t(e instanceof RequestFailed && e.status === 429 ? "access.wait" : "access.failed"));
    }
  };
  return (
    <form className="sign-in" action={enter} aria-label={t("access.enter")}>
      <input name="user" required maxLength={32} autoComplete="username" placeholder={t("access.name")} />
      <input
        name="password"
        type="password"
        required
        maxLength={128}
        autoComplete="current-password"
        placeholder={t("access.password")}
      />
      <input name="code" required maxLength={24} autoComplete="one-time-code" placeholder={t("access.code")} />
      <button type="submit">{t("access.enter")}</button>
      <span role="status" className="bad">
        {failed}
      </span>
    </form>
  );
}
