// What stands in the window while a replay that an address asked for is made; then the window goes there.
import { useEffect, useMemo, useState } from "react";
import { openReplay, readReplay, type DayReplay } from "../api/replay";
import { RequestFailed } from "../api/client";
import { WordsContext, translator } from "../i18n";
import { say } from "../i18n/words";
import { Refusal } from "../panels/Answer";
import { preferences, read } from "../state/view";
import { without, type Wanted } from "./root";
import { words } from "./words";
import "./replay.css";

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** Until its moment is reached; the same page is then under its root. */
export async function prepared(made: DayReplay, told: (replay: DayReplay) => void): Promise<DayReplay> {
  let replay = made;
  while (replay.state === "preparing") {
    told(replay);
    await pause(100);
    replay = await readReplay(replay.replay);
  }
  return replay;
}

export function Opening({ wanted }: { wanted: Wanted }) {
  const view = useMemo(() => read(location.search, preferences()), []);
  const t = say(words, view.lang);
  const [time, setTime] = useState(wanted.from);
  const [failed, setFailed] = useState<Error | null>(null);
  useEffect(() => {
    let left = false;
    const rest = without(location.search);
    // The first look of a strict rendering is no wish for a second replay.
    const begin = setTimeout(() => {
      openReplay(wanted.from, wanted.speed, false)
        .then((made) => prepared(made, (now) => setTime(now.time)))
        .then(
          (replay) => !left && location.replace(`${location.pathname}${replay.root}${rest}`),
          (e: unknown) => setFailed(e as Error),
        );
    }, 0);
    return () => {
      left = true;
      clearTimeout(begin);
    };
  }, [wanted]);
  document.documentElement.lang = view.lang === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.theme = view.theme;
  const fault = failed instanceof RequestFailed ? failed.fault : null;
  return (
    <WordsContext value={{ t: translator(view.lang), language: view.lang }}>
      <main className="replay-opening">
        <h1>{t("bar")}</h1>
        {failed === null ? (
          <p role="status">{t("opening", { time })}</p>
        ) : (
          <div role="alert">
            <p>{t("refused", { from: wanted.from })}</p>
            <p>{fault ? <Refusal fault={fault} /> : t("unreachable")}</p>
            <a href={`${location.pathname}${without(location.search)}`}>{t("back")}</a>
          </div>
        )}
      </main>
    </WordsContext>
  );
}
