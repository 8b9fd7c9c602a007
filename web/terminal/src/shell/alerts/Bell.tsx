// The bell: how many alerts are new, and the list of them.
import { useSyncExternalStore } from "react";
import { local } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { alerts, type Alert } from "../../state/alerts";
import { words } from "./words";

const kinds: Readonly<Record<Alert["kind"], "fill" | "order" | "refusal" | "callKind">> = {
  fill: "fill",
  order: "order",
  refusal: "refusal",
  call: "callKind",
};

export function Bell({ account, calendar }: { account: number | null; calendar: string | undefined }) {
  const t = useSay(words);
  const { language } = useWords();
  const list = useSyncExternalStore(alerts.subscribe, () => alerts.list);
  const count = list.filter((a) => !a.read).length;
  return (
    <>
      <button
        type="button"
        className={count > 0 ? "bell new" : "bell"}
        popoverTarget="alerts"
        aria-label={t("open", { count })}
        title={t("open", { count })}
      >
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path
            d="M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4zM6.5 13a1.5 1.5 0 0 0 3 0"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
          />
        </svg>{" "}
        {count}
      </button>
      <div
        id="alerts"
        popover="auto"
        className="pop"
        role="dialog"
        aria-labelledby="alerts-title"
        onToggle={(e) => e.newState === "closed" && alerts.readAll()}
      >
        <header className="panel-head">
          <h2 id="alerts-title">{t("title")}</h2>
          <span className="muted">{account === null ? t("watchingNone") : t("watching", { account })}</span>
          <div className="panel-tools">
            <button type="button" disabled={list.length === 0} onClick={() => alerts.clear()}>
              {t("clear")}
            </button>
          </div>
        </header>
        {list.length === 0 ? (
          <p className="state muted">{t("none")}</p>
        ) : (
          <ol className="alerts">
            {list.map((a) => (
              <li key={a.id} className={a.read ? "muted" : undefined}>
                <span className="num">{local(a.time, calendar)?.clock ?? ""}</span>{" "}
                <span className="badge">{t(kinds[a.kind])}</span> {a.said[language]}
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}
