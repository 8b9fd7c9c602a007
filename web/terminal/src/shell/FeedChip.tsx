// How old the newest message is, and whether the screen is held still.
import { useEffect, useRef } from "react";
import { useSay } from "../i18n/words";
import { announcer } from "../state/announce";
import { onBeat } from "../state/beat";
import { useFrozen } from "../state/frozen";
import { write } from "../state/paint";
import { freshness, useVenue } from "../state/venue";
import { words } from "./words";

export function FeedChip() {
  const t = useSay(words);
  const { store } = useVenue();
  const chip = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    return onBeat(() => {
      const age = store.silence(performance.now());
      // Nothing heard yet is no fresh feed.
      const fresh = store.heardAt === null ? "stale" : freshness(age);
      write(text.current, store.heardAt === null ? "–" : `${(age / 1000).toFixed(1)} s`);
      if (chip.current && chip.current.dataset.fresh !== fresh) chip.current.dataset.fresh = fresh;
    });
  }, [store]);
  return (
    <div className="fact feed" ref={chip} title={t("feedTitle")}>
      <span className="label">{t("feed")}</span>
      <span className="num">
        <span className="glyph" aria-hidden="true">
          ●
        </span>{" "}
        <span ref={text} />
      </span>
    </div>
  );
}

/** There while the screen is frozen: how long, and the way out. */
export function FrozenChip() {
  const t = useSay(words);
  const { since, toggle } = useFrozen();
  const text = useRef<HTMLSpanElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // Said once in either direction, not each second.
    if (was.current !== (since !== null)) announcer.status(t(since === null ? "thawed" : "frozenTitle"));
    was.current = since !== null;
    if (since === null) return;
    return onBeat(() => {
      const seconds = Math.floor((performance.now() - since) / 1000);
      write(text.current, t("frozen", { seconds }));
    });
  }, [since, t]);
  if (since === null) return null;
  return (
    <button type="button" className="frozen" title={t("frozenTitle")} aria-keyshortcuts="f" onClick={toggle}>
      <span ref={text} /> · {t("thaw")}
    </button>
  );
}
