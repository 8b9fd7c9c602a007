// Which run a document is of: its number, time, fingerprint, and when the next settlement is.
import type { ReactNode } from "react";
import type { Run } from "../../api/clearing";
import { moment, zoneName } from "../../format/time";
import { useWords } from "../../i18n";
import { useSay } from "../../i18n/words";
import { words } from "./words";
import "./margin.css";

export function RunLine({ run, children }: { run: Run; children?: ReactNode }) {
  const say = useSay(words);
  const { language } = useWords();
  return (
    <p className="margin-run">
      <span className="num" title={say("run.title")}>
        {say("run", { run: run.run })}
      </span>
      <span className="num">
        {say("run.time", { time: moment(run.time), zone: zoneName(run.time, undefined, language) })}
      </span>
      <span className="num" title={say("hash.title")}>
        {say("hash", { hash: run.hash })}
      </span>
      {run.next.map((n) => (
        <span key={n.calendar} className="num muted">
          {say("run.next", { calendar: n.calendar, due: moment(n.due) })}
        </span>
      ))}
      {run.settled.length === 0 && <span className="muted">{say("run.unsettled")}</span>}
      {run.settled.map((s) => (
        <span key={s.calendar} className="num muted">
          {say("run.settled", { calendar: s.calendar, day: s.day })}
        </span>
      ))}
      {children}
    </p>
  );
}

/** The way a figure is computed, opened by who wants to know. */
export function How({ of }: { of: readonly string[] }) {
  const say = useSay(words);
  return (
    <details className="margin-how">
      <summary>{say("how")}</summary>
      <ul>
        {of.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
