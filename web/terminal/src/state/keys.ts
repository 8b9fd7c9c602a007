// Keys for pages: useKeys binds them while the page is open; they are off while something is typed in a field.
import { useEffect, useRef, useSyncExternalStore } from "react";
import { Keyboard, readChoices, type Bound, type KeyBinding, type KeyChoices } from "./keyboard";
import { strokeOf } from "./strokes";
import { recall, remember } from "./view";

export type { KeyBinding } from "./keyboard";

export const keyboard = new Keyboard();

/**
 * Binds keys while the component is on the page. What is bound later is asked first. The list may be made anew at each
 * rendering: only a change of ids or keys binds again.
 */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const shape = JSON.stringify(bindings.map((b) => [b.id, b.keys, b.label, b.part, b.repeat, b.typing, !!b.release]));
  useEffect(
    () =>
      keyboard.bind(
        latest.current.map((b) => ({
          ...b,
          run: (e) => latest.current.find((x) => x.id === b.id)?.run(e),
          ...(b.palette ? { palette: () => latest.current.find((x) => x.id === b.id)?.palette?.() } : {}),
          ...(b.release ? { release: () => latest.current.find((x) => x.id === b.id)?.release?.() } : {}),
        })),
      ),
    [shape],
  );
}

/** What is bound now, for the sheet. */
export function useBound(): Bound[] {
  useVersion();
  return keyboard.list();
}

/** What was bound since the terminal was opened, for the settings. */
export function useKnown(): Bound[] {
  useVersion();
  return keyboard.known();
}

function useVersion(): void {
  useSyncExternalStore(
    (told) => keyboard.subscribe(told),
    () => keyboard.version,
  );
}

export function chooseKeys(choices: KeyChoices): void {
  keyboard.choose(choices);
  remember("keys", JSON.stringify(choices));
}

const pressable = "button,a[href],summary,[role=button],[role=tab],[role=option],[role=checkbox],[role=switch]";

function typesIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("textarea,select,[role=combobox],[role=textbox]")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
}

/** Listens to the whole document until the returned function is called. */
export function listenToKeys(): () => void {
  keyboard.choose(readChoices(recall("keys")));
  const held = new Map<string, KeyBinding>();
  const down = (e: KeyboardEvent) => {
    if (e.defaultPrevented || e.isComposing) return;
    const stroke = strokeOf(e);
    if (stroke === null) return;
    // A dialog has the page's keys to itself.
    if (document.querySelector("dialog[open]")) return;
    const target = e.target instanceof Element ? e.target : null;
    if ((stroke === "Space" || stroke === "Enter") && target?.closest(pressable)) return;
    if (e.repeat) {
      const again = held.get(e.code);
      if (!again) return;
      e.preventDefault();
      if (again.repeat) again.run(e);
      return;
    }
    const found = keyboard.press(stroke, performance.now(), typesIn(e.target));
    if (found === null) return;
    e.preventDefault();
    if (found === "begins") return;
    held.set(e.code, found);
    found.run(e);
  };
  const up = (e: KeyboardEvent) => {
    held.get(e.code)?.release?.();
    held.delete(e.code);
  };
  const left = () => {
    for (const binding of held.values()) binding.release?.();
    held.clear();
  };
  document.addEventListener("keydown", down);
  document.addEventListener("keyup", up);
  window.addEventListener("blur", left);
  return () => {
    document.removeEventListener("keydown", down);
    document.removeEventListener("keyup", up);
    window.removeEventListener("blur", left);
  };
}
