// The rule that a draft's field breaks, in the reader's language.
import { useWords } from "../../i18n";
import { ruleText } from "./rules";

export function Rule({ of }: { of: string }) {
  const { text, lang } = ruleText(of, useWords().language);
  return <span lang={lang}>{text}</span>;
}
