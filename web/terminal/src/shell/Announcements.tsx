// The two places of the page that are read aloud: urgent and polite. Streaming numbers are neither.
import { useEffect, useRef } from "react";
import { useSay } from "../i18n/words";
import { announcer } from "../state/announce";
import { words } from "./alerts/words";

export function Announcements() {
  const t = useSay(words);
  const urgent = useRef<HTMLDivElement>(null);
  const polite = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In another language now: what was said before has been heard.
    for (const region of [urgent.current, polite.current]) if (region) region.textContent = "";
    announcer.speakTo(
      (text) => {
        if (urgent.current) urgent.current.textContent = text;
      },
      (text) => {
        if (polite.current) polite.current.textContent = text;
      },
      (count) => t("more", { count }),
    );
  }, [t]);
  return (
    <>
      <div ref={urgent} id="urgent" className="hidden" role="alert" aria-live="assertive" aria-atomic="true" />
      <div ref={polite} id="polite" className="hidden" role="status" aria-live="polite" aria-atomic="true" />
    </>
  );
}
