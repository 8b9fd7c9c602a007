// Every key that is bound now may be moved, taken away or given back; single keys may be switched off together.
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Choice } from "../../shell/Choice";
import { Keycaps } from "../../shell/Keycaps";
import { noChoices } from "../../state/keyboard";
import { chooseKeys, keyboard, useKnown } from "../../state/keys";
import { strokeOf } from "../../state/strokes";
import { words } from "./words";

export function KeySettings() {
  const t = useSay(words);
  const { language } = useWords();
  const bound = useKnown();
  const { choices } = keyboard;
  const [asked, setAsked] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const table = useRef<HTMLTableElement>(null);
  const name = (id: string) => bound.find((b) => b.binding.id === id)?.binding.label[language] ?? id;

  useEffect(() => {
    if (asked === null) return;
    setSaid(t("press", { action: name(asked) }));
    const done = (message: string) => {
      setAsked(null);
      setSaid(message);
      table.current?.querySelector<HTMLElement>(`[data-key="${asked}"]`)?.focus();
    };
    const pressed = (e: KeyboardEvent) => {
      const stroke = strokeOf(e);
      if (stroke === null || e.key === "Tab") return;
      e.preventDefault();
      e.stopPropagation();
      if (stroke === "Escape") return done("");
      const keys = stroke === "Backspace" ? "" : stroke;
      const other = keys === "" ? undefined : keyboard.taken(keys, asked)[0];
      chooseKeys({ ...choices, own: { ...choices.own, [asked]: keys } });
      done(other ? t("taken", { key: keys, other: other.label[language] }) : "");
    };
    // Before the page's own keys.
    addEventListener("keydown", pressed, true);
    return () => removeEventListener("keydown", pressed, true);
  }, [asked]);

  return (
    <div className="settings-list">
      <div className="settings-row">
        <div>
          <b>{t("singles")}</b>
          <p className="muted">{t("singlesNote")}</p>
        </div>
        <Choice
          label={t("singles")}
          value={choices.singles ? "on" : "off"}
          options={[
            ["on", t("on")],
            ["off", t("off")],
          ]}
          choose={(value) => chooseKeys({ ...choices, singles: value === "on" })}
        />
      </div>
      <p role="status" className="settings-said">
        {said}
      </p>
      <div className="scroll">
        <table ref={table} className="settings-keys" aria-label={t("keys")}>
          <thead>
            <tr>
              <th scope="col" className="left">
                {t("action")}
              </th>
              <th scope="col" className="left">
                {t("key")}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {bound.map((b) => (
              <tr key={b.binding.id} className={b.off ? "settings-off" : undefined}>
                <th scope="row" className="left">
                  {b.binding.label[language]}
                  <span className="muted settings-part">{b.binding.part?.[language]}</span>
                </th>
                <td className="left">
                  {b.strokes.length === 0
                    ? t("none")
                    : b.strokes.map((strokes) => <Keycaps key={strokes} strokes={strokes} />)}
                </td>
                <td>
                  <button
                    type="button"
                    data-key={b.binding.id}
                    aria-pressed={asked === b.binding.id}
                    aria-label={t("changeOf", { action: b.binding.label[language] })}
                    onClick={() => setAsked(b.binding.id)}
                  >
                    {t("change")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">{t("pagesKeys")}</p>
      <button
        type="button"
        disabled={choices.singles && Object.keys(choices.own).length === 0}
        onClick={() => chooseKeys(noChoices)}
      >
        {t("again")}
      </button>
    </div>
  );
}
