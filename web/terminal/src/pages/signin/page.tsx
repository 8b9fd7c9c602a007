// Signing in, and what one may do here; signing out.
import type { Session } from "../../api/access";
import { send } from "../../api/client";
import { local, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Failed, Loading, Panel } from "../../panels/Panel";
import { rolesText, useWho } from "../../session/session";
import { useParam } from "../../state/params";
import { useBeginning } from "../../state/beginning";
import { useTopic } from "../../state/venue";
import { home, write } from "../../state/view";
import type { PageProps } from "../page";
import { SignInForm } from "./SignInForm";
import "./signin.css";
import { words } from "./words";

export default function SignIn({ view, change }: PageProps) {
  const t = useSay(words);
  const { session, failure, again: askAgain } = useWho();
  // Who is here is asked after how the venue stands: where that fails nobody is asked.
  const begin = useBeginning();
  const silent = useTopic("board", (s) => (s.status ? null : s.failure));
  const [back] = useParam<string>(view, change, "back", /^[a-z]{2,16}$/, home);
  // Everything on the page was asked for as somebody else: it begins anew.
  const again = () => location.assign(write({ ...view, page: back === "signin" ? home : back, at: {} }));
  const title = session?.access === "open" ? t("openTitle") : session?.user ? t("here") : t("title");
  return (
    <main className="signin">
      <Panel id="signin-panel" title={title}>
        {session === null && (silent || failure) ? (
          <Failed what={t("state")} error={(silent ?? failure)!} retry={silent ? begin : askAgain} />
        ) : session === null ? (
          <Loading what={t("title")} rows={4} />
        ) : session.access === "open" ? (
          <div className="signin-box">
            <p>{t("openText")}</p>
            <p className="muted">{t("openHow")}</p>
          </div>
        ) : session.user === null ? (
          <SignInForm entered={again} />
        ) : (
          <Signed session={session} goOn={() => change({ page: back === "signin" ? home : back, at: {} })} />
        )}
      </Panel>
    </main>
  );
}

function Signed({ session, goOn }: { session: Session; goOn: () => void }) {
  const t = useSay(words);
  const { language } = useWords();
  const { roles } = useWho();
  const until = local(session.until, undefined);
  const leave = () => void send("DELETE", "v1/session", {}).finally(() => location.reload());
  const facts: [string, string][] = [
    [t("who"), session.user ?? ""],
    [t("participant"), session.participant ?? t("none")],
    [t("role"), rolesText(roles, language)],
    [t("scopes"), session.scopes.join(" ") || t("none")],
    [t("accounts"), session.accounts.join(" ") || t("none")],
    [t("until"), until ? `${until.day} ${until.clock} ${zoneName(session.until, undefined, language)}` : "–"],
  ];
  return (
    <div className="signin-box">
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t("untilNote")}</p>
      <div className="row wrap">
        <button type="button" onClick={goOn}>
          {t("back")}
        </button>
        <button type="button" onClick={leave}>
          {t("leave")}
        </button>
      </div>
      <p className="muted">{t("leaveNote")}</p>
    </div>
  );
}
