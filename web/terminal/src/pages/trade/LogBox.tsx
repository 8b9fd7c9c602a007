// What was asked and what the venue said, refusals with their rule, value and limit; nothing is sent again by itself.
import { lots } from "../../format/numbers";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { Refusal } from "../../panels/Answer";
import { statusKey } from "../../ticket/names";
import { Empty } from "../../panels/Panel";
import { useTrade } from "./context";
import type { Line } from "./sender";
import { words, type TradeKey } from "./words";

export function LogBox() {
  const say = useSay(words);
  const { lines } = useTrade();
  if (lines.length === 0) return <Empty>{say("log.none")}</Empty>;
  return (
    <table className="trade-log" aria-label={say("log.title")}>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td className="left muted num">{clock(line.at)}</td>
            <td className="left">{say(line.what.key as TradeKey, line.what.values)}</td>
            <td className="left words">
              <Said line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of this computer's clock: the log is of this page. */
function clock(at: number): string {
  const d = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}.${String(d.getMilliseconds()).padStart(3, "0")}`;
}

function Said({ line }: { line: Line }) {
  const { t } = useWords();
  const say = useSay(words);
  const { sender } = useTrade();
  const { said, stage } = line;
  if (stage === "sent") return <span className="muted">{say("said.sent")}</span>;
  if (stage === "sending") return <span>{say("said.sending")}</span>;
  if (stage === "asking") return <span>{say("said.asking")}</span>;
  if (stage === "late")
    return (
      <span className="warn">
        {say("said.late")}{" "}
        {line.clientOrderId !== null && (
          <button type="button" className="small" onClick={() => void sender.query(line)}>
            {say("said.query")}
          </button>
        )}
      </span>
    );
  switch (said?.kind) {
    case "order":
      return (
        <span className="good">
          {say("said.order", {
            order: said.answer.order,
            status: t(statusKey(said.answer.status)),
            filled: lots(said.answer.filled),
            lots: lots(said.answer.lots),
          })}
        </span>
      );
    case "done":
      return <span>{say(said.key as TradeKey, said.values)}</span>;
    case "refused":
      return (
        <span className="warn">
          <Refusal fault={said.fault} />
        </span>
      );
    case "held":
      return (
        <span className="warn">
          {say(`gate.${said.gate}` as TradeKey, { given: said.given, limit: said.limit })} {say("gate.notSent")}
        </span>
      );
    case "unknown":
      return <span className="warn">{say("said.unknown")}</span>;
    default:
      return (
        <span className="warn">
          {say("said.unreachable")}{" "}
          {line.clientOrderId !== null && (
            <button type="button" className="small" onClick={() => void sender.query(line)}>
              {say("said.query")}
            </button>
          )}
        </span>
      );
  }
}

/** The newest line, where the hand is: read aloud politely when it is answered, at once when it is refused. */
export function LastSaid() {
  const say = useSay(words);
  const { lines } = useTrade();
  const line = lines[0];
  const refused = line?.said?.kind === "refused" || line?.said?.kind === "unreachable";
  const told = line && (
    <>
      <span className="muted">{say(line.what.key as TradeKey, line.what.values)}</span> <Said line={line} />
    </>
  );
  return (
    <div className="trade-said">
      <div role="status">{!refused && told}</div>
      <div role="alert">{refused && told}</div>
    </div>
  );
}
