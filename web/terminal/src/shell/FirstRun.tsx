// Asked once: in which colours a rise is drawn, and in which language, seen at once on two candles.
import { useState } from "react";
import { useSay } from "../i18n/words";
import { words as settingWords } from "../pages/settings/words";
import { conventions, recall, remember, type View } from "../state/view";
import { Candles } from "./Candles";
import { Choice } from "./Choice";
import { words } from "./words";

interface LookProps {
  view: View;
  change: (part: Partial<View>) => void;
}

/** The conventions, each with its candles. */
export function LookChoice({ view, change }: LookProps) {
  const t = useSay(settingWords);
  return (
    <div className="first-look" role="group" aria-label={t("conv")}>
      {conventions.map((conv) => (
        <button key={conv} type="button" aria-pressed={view.conv === conv} onClick={() => change({ conv })}>
          <Candles of={conv} rise={t("rise")} fall={t("fall")} label="" />
          {t(conv)}
        </button>
      ))}
      <Choice
        label={t("language")}
        value={view.lang}
        options={[
          ["en", "English"],
          ["zh", "简体中文"],
        ]}
        choose={(lang) => change({ lang })}
      />
    </div>
  );
}

/** A first visit that begins on some page; the home page asks by itself, and an address that says the colour has answered. */
export function FirstRun({ view, change }: LookProps) {
  const t = useSay(words);
  const [asks, setAsks] = useState(() => recall("asked") === null && !location.search.includes("conv="));
  if (!asks || view.page === "home" || view.page === "settings") return null;
  const done = () => {
    remember("asked", "1");
    setAsks(false);
  };
  return (
    <section className="first-run" aria-label={t("firstRun")}>
      <b>{t("firstRun")}</b>
      <LookChoice view={view} change={change} />
      <button type="button" onClick={done}>
        {t("firstDone")}
      </button>
    </section>
  );
}
