// The table of what each key does now: who binds last is asked first, and the user may move or switch off any of it.
import { isSingle, spelled } from "./strokes";

export interface Words {
  en: string;
  zh: string;
}

export interface KeyBinding {
  /** Its name in the settings: "trade.buy". */
  id: string;
  /** Strokes as in strokes.ts; several do the same. */
  keys: string | readonly string[];
  label: Words;
  /** Heading in the sheet; absent: this page. */
  part?: Words;
  run: (e: KeyboardEvent) => void;
  /** When the key is let go. */
  release?: () => void;
  /** What choosing it from a list does: of a key that is held there is nothing to hold. */
  palette?: () => void;
  /** Held down it runs again and again. */
  repeat?: true;
  /** Also while something is typed in a field. Strokes with Mod always are. */
  typing?: true;
}

/** What the user chose: single keys on or off, and other strokes for some (empty: none). */
export interface KeyChoices {
  singles: boolean;
  own: Readonly<Record<string, string>>;
}

export const noChoices: KeyChoices = { singles: true, own: {} };

/** A stroke that begins a sequence waits so long for the next one, milliseconds. */
export const waitsFor = 1500;

export interface Bound {
  binding: KeyBinding;
  strokes: readonly string[];
  /** Switched off with the single keys. */
  off: boolean;
}

export class Keyboard {
  choices: KeyChoices = noChoices;
  /** Counts up at every change, so that whoever shows the table knows. */
  version = 0;
  private readonly sets: (readonly KeyBinding[])[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly seen = new Map<string, KeyBinding>();
  private begun: { stroke: string; at: number } | null = null;

  bind(bindings: readonly KeyBinding[]): () => void {
    this.sets.push(bindings);
    for (const binding of bindings) this.seen.set(binding.id, binding);
    this.changed();
    return () => {
      const at = this.sets.indexOf(bindings);
      if (at >= 0) this.sets.splice(at, 1);
      this.changed();
    };
  }

  choose(choices: KeyChoices): void {
    this.choices = choices;
    this.changed();
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }

  strokesOf(binding: KeyBinding): readonly string[] {
    const own = this.choices.own[binding.id];
    if (own !== undefined) return own === "" ? [] : [spelled(own) ?? own];
    return (typeof binding.keys === "string" ? [binding.keys] : binding.keys).map((k) => spelled(k) ?? k);
  }

  /** Everything that is bound, in the order of binding. */
  list(): Bound[] {
    return this.sets.flat().map((binding) => this.bound(binding));
  }

  /** Everything that was bound since the terminal was opened: keys of a page can be changed when it is closed again. */
  known(): Bound[] {
    return [...this.seen.values()].map((binding) => this.bound(binding));
  }

  private bound(binding: KeyBinding): Bound {
    const strokes = this.strokesOf(binding);
    return { binding, strokes, off: !this.choices.singles && strokes.length > 0 && strokes.every(isSingle) };
  }

  /** Others that answer to one of the strokes; whoever chooses a key is told. */
  taken(strokes: string, except: string): KeyBinding[] {
    return this.known()
      .filter((b) => b.binding.id !== except && b.strokes.includes(strokes))
      .map((b) => b.binding);
  }

  /**
   * What a stroke does at a moment; null: nothing, or it is the beginning of a sequence ("begins").
   * @param typing something is typed in a field: only what is bound for that answers.
   */
  press(stroke: string, now: number, typing: boolean): KeyBinding | "begins" | null {
    const before = this.begun !== null && now - this.begun.at <= waitsFor ? `${this.begun.stroke} ` : "";
    this.begun = null;
    const found = this.find(before + stroke, typing) ?? (before === "" ? null : this.find(stroke, typing));
    if (found) return found;
    if (this.answering(typing).some(([, s]) => s.startsWith(`${stroke} `))) {
      this.begun = { stroke, at: now };
      return "begins";
    }
    return null;
  }

  private find(strokes: string, typing: boolean): KeyBinding | null {
    return this.answering(typing).findLast(([, s]) => s === strokes)?.[0] ?? null;
  }

  private answering(typing: boolean): [KeyBinding, string][] {
    const all: [KeyBinding, string][] = [];
    for (const { binding, strokes } of this.list())
      for (const s of strokes) {
        if (!this.choices.singles && isSingle(s)) continue;
        if (typing && !binding.typing && !s.includes("Mod+")) continue;
        all.push([binding, s]);
      }
    return all;
  }

  private changed(): void {
    this.version++;
    for (const told of this.listeners) told();
  }
}

/** What was kept; anything malformed counts as nothing chosen. */
export function readChoices(kept: string | null): KeyChoices {
  try {
    const held = JSON.parse(kept ?? "null") as Partial<KeyChoices> | null;
    const own = Object.entries(held?.own ?? {}).filter(
      ([id, keys]) => /^[a-z.A-Z0-9-]{1,40}$/.test(id) && typeof keys === "string" && (keys === "" || spelled(keys)),
    );
    return { singles: held?.singles !== false, own: Object.fromEntries(own) };
  } catch {
    return noChoices;
  }
}
