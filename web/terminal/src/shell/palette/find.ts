// What the palette finds: by code, by English and Chinese name, by the first letters of the pinyin.
import { pinyinMatch } from "./pinyin";

export type ItemKind = "contract" | "page" | "index" | "action";

export interface Item {
  id: string;
  kind: ItemKind;
  /** What stands in the list. */
  title: string;
  /** Beside it, muted. */
  note: string;
  /** Of a note in another language. */
  noteLang?: string;
  /** Code first, then the names in both languages. */
  names: readonly string[];
  run: () => void;
}

/** Lower is better; null: not found. Every word that was typed must be found. */
export function rank(item: Pick<Item, "names">, typed: string): number | null {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let sum = 0;
  for (const word of words) {
    const best = Math.min(...item.names.map((name, i) => place(name, word, i)));
    if (!Number.isFinite(best)) return null;
    sum += best;
  }
  return sum;
}

function place(name: string, word: string, index: number): number {
  const text = name.toLowerCase();
  // The code counts before the names.
  const later = index === 0 ? 0 : 10;
  if (text === word) return later;
  if (text.startsWith(word)) return 1 + later;
  const plain = text.replace(/[^a-z0-9\u4e00-\u9fff]/g, "");
  if (plain.startsWith(word)) return 2 + later;
  if (text.split(/[^a-z0-9\u4e00-\u9fff]+/).some((part) => part.startsWith(word))) return 3 + later;
  const pinyin = pinyinMatch(word, name);
  if (pinyin !== null) return 4 + pinyin + later;
  if (word.length > 1 && text.includes(word)) return 6 + later;
  return Infinity;
}

/** The best first, what is equally good in the order given; nothing typed: all in the order given. */
export function found(items: readonly Item[], typed: string, most: number): Item[] {
  return items
    .map((item, i) => ({ item, i, rank: rank(item, typed) }))
    .filter((x): x is { item: Item; i: number; rank: number } => x.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.i - b.i)
    .slice(0, most)
    .map((x) => x.item);
}
