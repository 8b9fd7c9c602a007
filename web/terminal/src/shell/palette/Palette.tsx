// The palette: a field that finds contracts, pages, indices and actions, all by keys.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useSay } from "../../i18n/words";
import type { View } from "../../state/view";
import { found, type Item } from "./find";
import { useItems } from "./items";
import "./palette.css";
import { words } from "./words";

const most = 60;
/** Page up and down go by so many. */
const page = 8;

interface PaletteProps {
  view: View;
  change: (part: Partial<View>) => void;
  close: () => void;
}

export function Palette({ view, change, close }: PaletteProps) {
  const t = useSay(words);
  const items = useItems(view, change);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const results = found(items, typed, most);
  const chosen = Math.min(at, results.length - 1);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen, typed]);
  const open = (item: Item | undefined) => {
    if (!item) return;
    dialog.current?.close();
    item.run();
  };
  const pressed = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    const last = results.length - 1;
    const to: Partial<Record<string, number>> = {
      ArrowDown: chosen >= last ? 0 : chosen + 1,
      ArrowUp: chosen <= 0 ? last : chosen - 1,
      PageDown: Math.min(last, chosen + page),
      PageUp: Math.max(0, chosen - page),
    };
    const next = to[e.key];
    if (next !== undefined) setAt(Math.max(0, next));
    else if (e.key === "Enter") open(results[chosen]);
    else if ((e.metaKey || e.ctrlKey) && e.key.toLowerCase() === "k") dialog.current?.close();
    else return;
    e.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t("open")}
      onClose={close}
      onClick={(e) => e.target === dialog.current && dialog.current?.close()}
    >
      <input
        type="text"
        role="combobox"
        aria-label={t("open")}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={results[chosen] ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        placeholder={t("hint")}
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <p className="hidden" role="status">
        {results.length === 0 ? t("none", { typed }) : t("results", { count: results.length })}
      </p>
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={t("search")}>
        {results.map((item, i) => (
          <li
            key={item.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onPointerMove={() => i !== chosen && setAt(i)}
            onClick={() => open(item)}
          >
            <b>{item.title}</b>
            <span className="palette-note muted" lang={item.noteLang}>{item.note}</span>
            <span className="badge">{t(item.kind)}</span>
          </li>
        ))}
      </ul>
      {results.length === 0 && <p className="state muted">{t("none", { typed })}</p>}
      <p className="palette-keys muted">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t("move")}
        </span>
        <span>
          <kbd>Enter</kbd> {t("enter")}
        </span>
        <span>
          <kbd>Esc</kbd> {t("escape")}
        </span>
      </p>
    </dialog>
  );
}
