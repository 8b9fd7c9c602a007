// What the desk says to a bad question, in the reader's language, with what was given and what would be taken.
import type { Told } from "../../state/request";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { refusal } from "./refusals";
import { words } from "./words";

export function Refused({ told }: { told: Told }) {
  const say = useSay(words);
  const { language } = useWords();
  if (told === null || !("fault" in told)) return null;
  if (!told.fault)
    return (
      <p className="answer warn" role="alert">
        {say("unreachable")}
      </p>
    );
  const { message, code, num, field, given, limit } = told.fault;
  const said = refusal(message, language);
  return (
    <p className="answer warn" role="alert">
      <span lang={said.lang}>{said.text}</span>{" "}
      <span className="muted">
        {code} {num}
      </span>
      {field !== null && <span> · {say("refused.field", { field })}</span>}
      {given !== null && <span> · {say("refused.given", { given })}</span>}
      {limit !== null && <span> · {say("refused.limit", { limit })}</span>}
    </p>
  );
}
