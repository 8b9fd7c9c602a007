// The state of the connection: said when it changes, with what that means for orders, and afterwards what the venue did.
import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { useTopic, useVenue } from "../../state/venue";
import { useCut, type Cut } from "./useCut";
import { words } from "./words";

export function LinkBanner({ account }: { account: number | null }) {
  const t = useSay(words);
  const { store, stream } = useVenue();
  const link = useTopic("link", (s) => s.link);
  const [cut, read] = useCut(account);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (link.state === "waiting") setLost(true);
    if (link.state === "live") setLost(false);
  }, [link]);
  const said =
    link.state === "waiting"
      ? t("waiting", { attempt: link.attempt, seconds: Math.max(1, Math.round(link.seconds)) })
      : t(link.state === "live" ? "live" : "connecting");
  const live = account === null ? null : store.own.orders(account);
  const safety = store.own.cancelsOnCut
    ? t("on")
    : account === null || live === null
      ? t("offNoAccount")
      : t("off", { count: live.length, account });
  return (
    <>
      <div className={lost ? "banner" : "hidden"}>
        <span role="status" aria-live="polite">
          {said}
        </span>
        {lost && <span>{t("advice")}</span>}
        {lost && <span className="warn">{safety}</span>}
        {link.state === "waiting" && (
          <button type="button" onClick={() => stream.retry()}>
            {t("retry")}
          </button>
        )}
      </div>
      {cut && !lost && <Back cut={cut} read={read} />}
    </>
  );
}

function Back({ cut, read }: { cut: Cut; read: () => void }) {
  const t = useSay(words);
  const { language } = useWords();
  const { told, seconds, account, cancels } = cut;
  const quiet = told !== null && told.fills + told.cancelled + told.gone.length === 0;
  return (
    <div className="banner back" role="status">
      <span>{t(cancels ? "backOn" : "back", { seconds, account })}</span>
      <button type="button" onClick={read}>
        {t("close")}
      </button>
      <ul>
        {told === null && <li>{t("unread")}</li>}
        {quiet && <li>{t("nothing")}</li>}
        {told !== null && told.fills > 0 && <li>{t("traded", { lots: told.lots, count: told.fills })}</li>}
        {told?.gone.map(({ reason, count }) => (
          <li key={reason.en}>{t("gone", { count, reason: reason[language] })}</li>
        ))}
        {told !== null && told.cancelled > 0 && <li>{t("cancelled", { count: told.cancelled })}</li>}
      </ul>
    </div>
  );
}
