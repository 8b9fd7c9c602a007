// The sheet of keys: what is bound at this moment, on this page.
import { useEffect, useRef } from "react";
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import type { Bound } from "../state/keyboard";
import { useBound } from "../state/keys";
import { Keycaps } from "./Keycaps";
import { words } from "./words";

/** By heading, in the order of binding; what another binding of the same name stands for is left out. */
export function partsOf(bound: readonly Bound[], language: "en" | "zh", here: string): [string, Bound[]][] {
  const parts = new Map<string, Bound[]>();
  for (const b of bound) {
    if (b.strokes.length === 0) continue;
    const part = b.binding.part?.[language] ?? here;
    parts.set(part, [...(parts.get(part) ?? []), b]);
  }
  return [...parts];
}

export function KeySheet({ close }: { close: () => void }) {
  const t = useSay(words);
  const { language } = useWords();
  const bound = useBound();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby="sheet-title"
      onClose={close}
      onClick={(e) => e.target === dialog.current && dialog.current?.close()}
      onKeyDown={(e) => e.key === "?" && dialog.current?.close()}
    >
      <header className="panel-head">
        <h2 id="sheet-title">{t("keys")}</h2>
        <div className="panel-tools">
          <button type="button" onClick={() => dialog.current?.close()}>
            {t("close")}
          </button>
        </div>
      </header>
      <p className="note muted">{t("keysNote")}</p>
      {bound.some((b) => b.off) && <p className="note warn">{t("singlesOff")}</p>}
      <div className="sheet-parts">
        {partsOf(bound, language, t("here")).map(([part, list]) => (
          <section key={part} aria-label={part}>
            <h3>{part}</h3>
            <dl>
              {list.map((b) => (
                <div key={b.binding.id} className={b.off ? "off" : undefined}>
                  <dt>
                    {b.strokes.map((s) => (
                      <Keycaps key={s} strokes={s} />
                    ))}
                  </dt>
                  <dd>{b.binding.label[language]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
