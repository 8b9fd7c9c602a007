// Name, password, one-time code. What was wrong is not told: neither does the venue.
import { useRef, useState } from "react";
import { RequestFailed, send } from "../../api/client";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function SignInForm({ entered }: { entered: () => void }) {
  const t = useSay(words);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  const why = (e: unknown): string => {
    if (!(e instanceof RequestFailed) || e.status === 0) return t("unreachable");
    if (e.status !== 429) return t("failed");
    const wait = e.fault?.retry_after_ms;
    return wait ? t("wait", { seconds: Math.ceil(wait / 1000) }) : t("waitUnknown");
  };
  const enter = async (form: FormData) => {
    setBusy(true);
    setSaid(null);
    try {
      const [user, password, typed] = ["user", "password", "code"].map((name) => form.get(name));
      await send("POST", "v1/session", { user, password, code: typed });
      entered();
    } catch (e) {
      setSaid(why(e));
      // A code counts once: the next try needs another.
      if (code.current) code.current.value = "";
      code.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="signin-box"
      aria-label={t("title")}
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void enter(new FormData(e.currentTarget));
      }}
    >
      <p>{t("intro")}</p>
      <label>
        {t("user")}
        <input name="user" required maxLength={32} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </label>
      <label>
        {t("password")}
        <input name="password" type="password" required maxLength={128} autoComplete="current-password" />
      </label>
      <label>
        {t("code")}
        <input
          ref={code}
          name="code"
          required
          maxLength={24}
          inputMode="text"
          autoComplete="one-time-code"
          aria-describedby="signin-code-note"
        />
      </label>
      <p className="muted" id="signin-code-note">
        {t("codeNote")}
      </p>
      <button type="submit" disabled={busy}>
        {busy ? t("entering") : t("enter")}
      </button>
      <p role="alert" className="bad">
        {said}
      </p>
    </form>
  );
}
