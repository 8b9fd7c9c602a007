// The stages of a settlement run in a line: closed, computed, by hand, published, amended.
import type { SettlementPart } from "../../api/day";
import { moment } from "../../format/time";
import { useSay } from "../../i18n/words";
import { words } from "./words";

export function RunStages({ part }: { part: SettlementPart }) {
  const say = useSay(words);
  const months = part.contracts.flatMap((c) => c.months.map((m) => ({ m, first: c.steps[0] })));
  const first = months.filter(({ m, first }) => first === undefined || m.stepName === first).length;
  const newest = months.flatMap(({ m }) => m.overrides.slice(-1));
  const approved = newest.filter((o) => o.approver !== null).length;
  const posted = part.amendments.filter((a) => a.approver !== null).length;
  const stages: { title: string; done: boolean; warn: boolean; text: string }[] = [
    {
      title: say("run.closed"),
      done: part.closed !== null,
      warn: false,
      text: moment(part.closed, part.calendar),
    },
    {
      title: say("run.prices"),
      done: months.length > 0,
      warn: first < months.length,
      text:
        months.length === 0
          ? say("run.notYet")
          : say("run.fallback", { first, all: months.length, other: months.length - first }),
    },
    {
      title: say("run.hand"),
      done: newest.length === approved && part.stage !== "trading",
      warn: newest.length > approved,
      text:
        newest.length === 0 ? say("run.handNone") : say("run.handOf", { approved, waiting: newest.length - approved }),
    },
    {
      title: say("run.publish"),
      done: part.published !== null,
      warn: false,
      text:
        part.published === null
          ? say("run.due", { time: moment(part.due, part.calendar) })
          : moment(part.published, part.calendar),
    },
    {
      title: say("run.amend"),
      done: posted > 0,
      warn: part.amendments.length > posted,
      text:
        part.amendments.length === 0
          ? say("run.handNone")
          : say("run.amendOf", { posted, waiting: part.amendments.length - posted }),
    },
  ];
  return (
    <ol className="day-stages">
      {stages.map((s) => (
        <li key={s.title} data-state={s.warn ? "warn" : s.done ? "done" : "open"}>
          <b>
            <span aria-hidden="true">{s.warn ? "⚠" : s.done ? "✔" : "○"}</span> {s.title}
          </b>
          <span className="num">{s.text}</span>
        </li>
      ))}
    </ol>
  );
}
