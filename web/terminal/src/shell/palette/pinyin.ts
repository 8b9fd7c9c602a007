// First letters of Chinese words in pinyin, as traders type them: 行情 is "hq". Read from the browser's own order of characters.

/** The first character of each letter in the order of pinyin (there is none for i, u and v). */
const begins: readonly (readonly [string, string])[] = [
  ["a", "阿"],
  ["b", "八"],
  ["c", "嚓"],
  ["d", "哒"],
  ["e", "妸"],
  ["f", "发"],
  ["g", "旮"],
  ["h", "哈"],
  ["j", "丌"],
  ["k", "咔"],
  ["l", "垃"],
  ["m", "妈"],
  ["n", "拏"],
  ["o", "噢"],
  ["p", "妑"],
  ["q", "七"],
  ["r", "呥"],
  ["s", "仨"],
  ["t", "他"],
  ["w", "屲"],
  ["x", "夕"],
  ["y", "丫"],
  ["z", "帀"],
];

/** Characters with several readings that stand in our words. */
const several: Readonly<Record<string, string>> = { 行: "hx", 重: "cz", 长: "cz", 单: "ds", 率: "ls", 会: "hk", 调: "td", 空: "k" };

const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin");

/** The letters with which a character may begin; empty: it is not Chinese. */
export function initials(character: string): string {
  if (!/[\u4e00-\u9fff]/.test(character)) return "";
  const own = several[character];
  if (own) return own;
  return begins.findLast(([, first]) => order.compare(first, character) <= 0)?.[0] ?? "";
}

/** Whether what was typed are the first letters of a run of characters, from its beginning. */
function runs(typed: string, characters: readonly string[]): boolean {
  return typed.length <= characters.length && [...typed].every((letter, i) => initials(characters[i]!).includes(letter));
}

/** Where the letters typed begin words of a Chinese text: 0 at its beginning, 1 later, null nowhere. */
export function pinyinMatch(typed: string, text: string): 0 | 1 | null {
  const letters = typed.toLowerCase();
  if (!/^[a-z]{1,12}$/.test(letters)) return null;
  const characters = [...text].filter((c) => /[\u4e00-\u9fff]/.test(c));
  for (let i = 0; i + letters.length <= characters.length; i++)
    if (runs(letters, characters.slice(i))) return i === 0 ? 0 : 1;
  return null;
}
