// How a key is written: "B", "Shift+B", "Mod+K", "ArrowUp", "Space", "?", and one after another "G T".

/** What is read of a keyboard event. */
export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const modifiers = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);

/**
 * The stroke of an event; null for a modifier alone and for a key that is still composing a character. Mod is Ctrl or ⌘. A sign
 * that needs Shift ("?") is written without it; letters and named keys say it. Where the layout has no Latin letters, the
 * place of the key counts.
 */
export function strokeOf(e: Pressed): string | null {
  if (modifiers.has(e.key)) return null;
  let key = e.key === " " ? "Space" : e.key;
  if (key.length === 1 && key > "~") {
    const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(e.code);
    if (!place) return null;
    key = place[1] ?? place[2]!;
  }
  // A digit or sign may need Shift; a letter or a named key that has it says so.
  const said = key.length > 1 || /[a-z]/i.test(key);
  if (key.length === 1) key = key.toUpperCase();
  return `${e.ctrlKey || e.metaKey ? "Mod+" : ""}${e.altKey ? "Alt+" : ""}${e.shiftKey && said ? "Shift+" : ""}${key}`;
}

const names: Record<string, string> = {
  esc: "Escape",
  escape: "Escape",
  space: "Space",
  enter: "Enter",
  tab: "Tab",
  up: "ArrowUp",
  down: "ArrowDown",
  left: "ArrowLeft",
  right: "ArrowRight",
  arrowup: "ArrowUp",
  arrowdown: "ArrowDown",
  arrowleft: "ArrowLeft",
  arrowright: "ArrowRight",
  pageup: "PageUp",
  pagedown: "PageDown",
  home: "Home",
  end: "End",
  delete: "Delete",
  backspace: "Backspace",
};

function one(written: string): string | null {
  const parts = written.length > 1 ? written.split(/\+(?=.)/) : [written];
  const key = parts.pop()!;
  let mod = false;
  let alt = false;
  let shift = false;
  for (const part of parts.map((p) => p.toLowerCase())) {
    if (["mod", "ctrl", "cmd", "meta"].includes(part)) mod = true;
    else if (part === "alt") alt = true;
    else if (part === "shift") shift = true;
    else return null;
  }
  const named = key.length === 1 ? key.toUpperCase() : (names[key.toLowerCase()] ?? (/^F\d{1,2}$/i.test(key) ? key.toUpperCase() : null));
  if (named === null || named > "~") return null;
  return `${mod ? "Mod+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${named}`;
}

/** Strokes one after another in the one spelling that they have; null when it cannot be read. */
export function spelled(written: string): string | null {
  const strokes = written.trim().split(/\s+/).map(one);
  return strokes.length > 2 || strokes.some((s) => s === null) ? null : strokes.join(" ");
}

/** A letter, digit or sign without Ctrl, ⌘ or Alt: what speech input may press by accident (WCAG 2.1.4). */
export function isSingle(stroke: string): boolean {
  return /^(?:Shift\+)?.$/.test(stroke.split(" ")[0]!);
}

const shown: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Delete: "Del",
};

/** As it stands on the keys of this machine, stroke by stroke. */
export function keycaps(strokes: string, apple: boolean): string[][] {
  return strokes.split(" ").map((stroke) => {
    const parts = stroke.length > 1 ? stroke.split(/\+(?=.)/) : [stroke];
    return parts.map((p) => (p === "Mod" ? (apple ? "⌘" : "Ctrl") : p === "Alt" && apple ? "⌥" : (shown[p] ?? p)));
  });
}
