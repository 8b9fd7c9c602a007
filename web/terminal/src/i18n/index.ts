// The words of the page in the chosen language.
import { createContext, useContext } from "react";
import type { Language } from "../state/view";
import { en, type Key } from "./en";
import { zh } from "./zh";

export type { Key } from "./en";

export type Translate = (key: Key, values?: Record<string, string | number>) => string;

const lists: Record<Language, Record<Key, string>> = { en, zh };

/** A whole sentence with its values in it; sentences are never put together from pieces. */
export function translate(language: Language, key: Key, values?: Record<string, string | number>): string {
  const text = lists[language][key];
  return values
    ? text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
    : text;
}

export function translator(language: Language): Translate {
  return (key, values) => translate(language, key, values);
}

export interface Words {
  t: Translate;
  language: Language;
}

export const WordsContext = createContext<Words>({ t: translator("en"), language: "en" });

export function useWords(): Words {
  return useContext(WordsContext);
}
