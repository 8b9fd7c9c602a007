// English words that may stand on a Chinese page: names, and what the trade itself writes in Latin letters.
import { ask } from "./test";

/** Units, brands and terms that Chinese screens write so. */
const always = [
  ...["Tokenbourse", "token", "tokens", "Mtok", "px", "ms", "min", "log"],
  ...["Kupiec", "Christoffersen", "Delta"],
  ...["Esc", "Enter", "Shift", "Ctrl", "Alt", "Backspace", "Home", "End", "Tab", "Space"],
];

const words = (text: string) => text.match(/[A-Za-z]+/g) ?? [];

/** Names of accounts, indexes and their constituents, as the venue itself tells them. */
export async function names(): Promise<string[]> {
  const accounts = await ask<{ name: string }[]>("v1/accounts");
  const indexes = await ask<{ index: string; nameZh: string; day: string | null }[]>("v1/indexes");
  const found = new Set([
    ...always,
    ...accounts.flatMap((a) => words(a.name)),
    ...indexes.flatMap((x) => words(x.nameZh)),
  ]);
  for (const x of indexes.filter((x) => x.day !== null)) {
    const print = await ask<{ used: { name: string }[]; leftOut: { name: string }[]; observations: object[] }>(
      `v1/indexes/${x.index}/prints/${x.day}`,
    );
    for (const part of [...print.used, ...print.leftOut]) words(part.name).forEach((w) => found.add(w));
    for (const seen of print.observations)
      for (const key of ["seller", "maker", "item", "class", "source"])
        words(String((seen as Record<string, unknown>)[key] ?? "")).forEach((w) => found.add(w));
  }
  return [...found];
}
