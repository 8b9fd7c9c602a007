// What the venue said to a request: done, or refused with number, field, value and the nearest that is valid.
import type { VenueError } from "../api/types";
import { useWords, type Key } from "../i18n";
import { en } from "../i18n/en";
import { phrase } from "../i18n/phrases";
import { inReplay } from "../replay/root";
import type { Stage, Told } from "../state/request";

/** The word of a field of the wire; "quotes[1].bid" is a bid. Unknown fields are shown as the wire spells them. */
export function fieldKey(field: string): Key | null {
  const key = `field.${field.slice(field.lastIndexOf(".") + 1)}`;
  return key in en ? (key as Key) : null;
}

export function Refusal({ fault }: { fault: VenueError }) {
  const { t, language } = useWords();
  const { message, code, num, field, given, limit } = fault;
  const said = phrase(message, language);
  const name = field === null ? null : fieldKey(field);
  return (
    <>
      <span lang={said.lang}>{said.text}</span>{" "}
      <span className="muted">
        {code} {num}
      </span>
      {field !== null && given !== null && <> · {t("order.given", { field: name ? t(name) : field, given })}</>}
      {limit !== null && <> · {t("order.limit", { limit })}</>}
    </>
  );
}

/** Read aloud when it comes. */
export function Answer({ told, stage, disarmed = false }: { told: Told; stage: Stage; disarmed?: boolean }) {
  const { t } = useWords();
  const warns = stage === "late" || disarmed || (told !== null && "fault" in told);
  return (
    <p className={warns ? "answer warn" : "answer"} role="status">
      {stage === "late" ? (
        t("request.late")
      ) : stage === "sending" ? (
        t("request.sending")
      ) : disarmed ? (
        t(inReplay() ? "request.replay" : "request.disarmed")
      ) : told === null ? (
        ""
      ) : "good" in told ? (
        told.good
      ) : told.fault ? (
        <Refusal fault={told.fault} />
      ) : (
        t("state.unreachable")
      )}
    </p>
  );
}
