// What a code of the ledger is called, and what a posting is for; what is new is shown as it came.
import { say } from "../../i18n/words";
import type { Language } from "../../state/view";
import { words } from "./words";

type Key = keyof (typeof words)["en"];

/** "2000 client cash". */
export function codeName(code: number, language: Language): string {
  const name: string | undefined = say(words, language)(`code.${code}` as Key);
  return name === undefined ? String(code) : `${code} ${name}`;
}

export function reasonName(reason: string, language: Language): string {
  return say(words, language)(`reason.${reason.replaceAll(" ", "-")}` as Key) ?? reason;
}
