// What the desk says to a bad question, in the reader's language, with what was given and what would be taken.
import type { Told } from "../../state/request";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { refusal } from "./refusals";
import type { ClearingSay } from "./rows";
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
      {field !== null && <span> · {place(say, field)}</span>}
      {given !== null && <span> · {say("refused.given", { given })}</span>}
      {limit !== null && <span> · {say("refused.limit", { limit })}</span>}
    </p>
  );
}

/** "csv[2].lots" is the cell of the second line; another place stands as the wire spells it. */
function place(say: ClearingSay, field: string): string {
  const cell = /^csv\[(\d+)\]\.(\w+)$/.exec(field);
  if (cell) return say("refused.cell", { line: cell[1]!, column: cell[2]! });
  const line = /^csv\[(\d+)\]$/.exec(field);
  return line ? say("refused.line", { line: line[1]! }) : say("refused.field", { field });
}
