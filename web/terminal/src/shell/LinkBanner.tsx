// The state of the connection: said when it changes, and what that means for orders.
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { useTopic, useVenue } from "../state/venue";

export function LinkBanner() {
  const { t } = useWords();
  const { stream } = useVenue();
  const link = useTopic("link", (s) => s.link);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (link.state === "waiting") setLost(true);
    if (link.state === "live") setLost(false);
  }, [link]);
  const words =
    link.state === "waiting"
      ? t("link.waiting", { attempt: link.attempt, seconds: Math.max(1, Math.round(link.seconds)) })
      : t(link.state === "live" ? "link.live" : "link.connecting");
  return (
    <div className={lost ? "banner" : "hidden"}>
      <span role="status" aria-live="polite">
        {words}
      </span>
      {lost && <span>{t("link.banner")}</span>}
      {link.state === "waiting" && (
        <button type="button" onClick={() => stream.retry()}>
          {t("link.retry")}
        </button>
      )}
    </div>
  );
}
