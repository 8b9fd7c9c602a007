// The bar on top: whose venue this is, what time it is there, what it is doing, how old the news is, who is here.
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import { UserChip } from "../session/UserChip";
import type { View } from "../state/view";
import { Choice } from "./Choice";
import { Clock } from "./Clock";
import { Environment } from "./Environment";
import { FeedChip, FrozenChip } from "./FeedChip";
import { Keycaps } from "./Keycaps";
import { Bell } from "./alerts/Bell";
import { Sessions } from "./sessions/Sessions";
import { paletteEvent, sheetEvent } from "./ShellKeys";
import { words } from "./words";

interface HeaderProps {
  view: View;
  change: (part: Partial<View>) => void;
  /** Calendar of the chosen month: its local time is shown. */
  calendar: string | undefined;
  /** The account whose alerts are told. */
  account: number | null;
}

export function Header({ view, change, calendar, account }: HeaderProps) {
  const t = useSay(words);
  const { t: common } = useWords();
  return (
    <header className="top">
      <div className="mark">
        <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
          <path d="M2 12l4-4 2.5 2.5L14 4" stroke="currentColor" strokeWidth="2" fill="none" />
        </svg>
        <h1>{common("app.mark")}</h1>
      </div>
      <Environment />
      <button
        type="button"
        className="palette-open"
        title={t("paletteTitle")}
        onClick={() => dispatchEvent(new Event(paletteEvent))}
      >
        {t("palette")} <Keycaps strokes="Mod+K" />
      </button>
      <Clock calendar={calendar} />
      <Sessions />
      <FeedChip />
      <FrozenChip />
      <div className="top-tools">
        <Bell account={account} calendar={calendar} />
        <UserChip view={view} change={change} />
        <Choice
          label={t("language")}
          value={view.lang}
          options={[
            ["en", "EN"],
            ["zh", "中文"],
          ]}
          choose={(lang) => change({ lang })}
        />
        <button
          type="button"
          className="keys-open"
          aria-label={t("keysOpen")}
          title={t("keysOpen")}
          onClick={() => dispatchEvent(new Event(sheetEvent))}
        >
          ?
        </button>
        <button
          type="button"
          aria-current={view.page === "settings" ? "page" : undefined}
          aria-keyshortcuts=","
          onClick={() => change({ page: "settings", at: {} })}
        >
          {t("settings")}
        </button>
      </div>
    </header>
  );
}
