// The keys that every page has, and the sheet that shows them.
import { useEffect, useMemo, useState } from "react";
import { pages } from "../pages";
import { useFrozen } from "../state/frozen";
import type { KeyBinding } from "../state/keyboard";
import { listenToKeys, useKeys } from "../state/keys";
import type { View } from "../state/view";
import { KeySheet } from "./KeySheet";
import { Palette } from "./palette/Palette";
import { words } from "./words";

/** Opens the sheet from elsewhere: a button has no keyboard to press. */
export const sheetEvent = "tokenbourse.sheet";

/** The same for the palette. */
export const paletteEvent = "tokenbourse.palette";

export function ShellKeys({ view, change }: { view: View; change: (part: Partial<View>) => void }) {
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  const { toggle } = useFrozen();
  useEffect(listenToKeys, []);
  useEffect(() => {
    const openSheet = () => setSheet(true);
    const openPalette = () => setPalette(true);
    addEventListener(sheetEvent, openSheet);
    addEventListener(paletteEvent, openPalette);
    return () => {
      removeEventListener(sheetEvent, openSheet);
      removeEventListener(paletteEvent, openPalette);
    };
  }, []);
  const bindings = useMemo((): KeyBinding[] => {
    const both = (key: "keysOpen" | "settings" | "freeze" | "paletteTitle") => ({ en: words.en[key], zh: words.zh[key] });
    const part = { en: words.en.shell, zh: words.zh.shell };
    return [
      { id: "shell.palette", keys: "Mod+K", label: both("paletteTitle"), part, run: () => setPalette(true) },
      { id: "shell.sheet", keys: "?", label: both("keysOpen"), part, run: () => setSheet(true) },
      {
        id: "shell.settings",
        keys: ",",
        label: both("settings"),
        part,
        run: () => change({ page: "settings", at: {} }),
      },
      { id: "shell.freeze", keys: "F", label: both("freeze"), part, run: toggle },
      ...pages
        .filter((p) => p.key)
        .map((p) => ({
          id: `go.${p.name}`,
          keys: `G ${p.key}`,
          label: p.title,
          part: { en: words.en.go, zh: words.zh.go },
          run: () => change({ page: p.name, at: {} }),
        })),
    ];
  }, [change, toggle]);
  useKeys(bindings);
  return (
    <>
      {sheet && <KeySheet close={() => setSheet(false)} />}
      {palette && <Palette view={view} change={change} close={() => setPalette(false)} />}
    </>
  );
}
