// The words of one page, kept beside it: both languages have the same keys, which the compiler and a test see to.
import type { Language } from "../state/view";
import { useWords } from ".";

export interface WordLists<K extends string> {
  en: Readonly<Record<K, string>>;
  zh: Readonly<Record<K, string>>;
}

export type Say<K extends string> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

/** Lists whose Chinese has each key of the English. */
export function lists<K extends string>(en: Readonly<Record<K, string>>, zh: Readonly<Record<NoInfer<K>, string>>) {
  return { en, zh } satisfies WordLists<K>;
}

/** A whole sentence with its values in it; sentences are never put together from pieces. */
export function say<K extends string>(words: WordLists<K>, language: Language): Say<K> {
  return (key, values) => {
    const text: string = words[language][key];
    return values
      ? text.replace(/\{(\w+)\}/g, (whole, hole: string) => (hole in values ? String(values[hole]) : whole))
      : text;
  };
}

/** The words of a page in the language of the moment. */
export function useSay<K extends string>(words: WordLists<K>): Say<K> {
  return say(words, useWords().language);
}

/** A word that the venue sends from a closed list, spaces as dashes; what is new is shown as it came. */
export function listed<K extends string>(say: Say<K>, list: string, word: string): string {
  const told: string | undefined = say(`${list}.${word.replaceAll(" ", "-")}` as K);
  return told ?? word;
}
