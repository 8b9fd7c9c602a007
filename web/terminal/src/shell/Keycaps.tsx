// A key as it stands on the keyboard.
import { Fragment } from "react";
import { useSay } from "../i18n/words";
import { keycaps } from "../state/strokes";
import { words } from "./words";

const apple = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

export function Keycaps({ strokes }: { strokes: string }) {
  const t = useSay(words);
  return (
    <span className="keycaps">
      {keycaps(strokes, apple).map((stroke, i) => (
        <Fragment key={i}>
          {i > 0 && <span className="muted"> {t("then")} </span>}
          {stroke.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
