// The operator's key file: read in the page, shown by whose it is, put away by a button.
import { useId, useRef, useState } from "react";
import { KeyFault, openKey } from "../../api/signing";
import { RequestFailed } from "../../api/client";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { useWho } from "../../session/session";
import { holdKey, useSigningKey } from "../../state/signingKey";
import { rolesFor } from "./roles";
import { words } from "./words";

export function KeyBox() {
  const t = useSay(words);
  const { language } = useWords();
  const id = useId();
  const key = useSigningKey();
  const { session } = useWho();
  const file = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFault(null);
    try {
      holdKey(await openKey(await chosen.text()));
    } catch (e) {
      setFault(e);
    }
  };
  return (
    <div className="operations-key" role="group" aria-label={t("key.title")}>
      {key === null ? (
        <>
          <label htmlFor={id}>{t("key.choose")}</label>
          <input id={id} ref={file} type="file" onChange={(e) => void read(e.target.files?.[0])} />
          <p className="muted">{t("key.note")}</p>
        </>
      ) : (
        <p>
          {t("key.whose", {
            user: key.session.user ?? "–",
            roles: rolesFor(key.session)
              .map((role) => t(`role.${role}`))
              .join(language === "zh" ? "、" : ", ") || t("key.noRole"),
          })}{" "}
          <code translate="no">{key.id}</code>{" "}
          <button type="button" className="small" onClick={() => holdKey(null)}>
            {t("key.away")}
          </button>
          {session?.user && key.session.user !== session.user && (
            <span className="warn"> {t("key.other", { user: session.user })}</span>
          )}
        </p>
      )}
      {fault !== null && (
        <p role="alert" className="warn">
          {fault instanceof KeyFault ? (
            t(`key.fault.${fault.why}`)
          ) : fault instanceof RequestFailed && fault.fault ? (
            <Refusal fault={fault.fault} />
          ) : (
            t("unreachable")
          )}
        </p>
      )}
    </div>
  );
}
