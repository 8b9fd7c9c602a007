// Which day is shown: typed, stepped through, or chosen; the newest settled one is followed.
import { useState } from "react";
import { useSay } from "../../i18n/words";
import { words } from "./words";

interface DayBarProps {
  day: string;
  /** Oldest first. */
  settled: readonly string[];
  /** Days that trade or wait for their settlement. */
  open: readonly string[];
  choose: (day: string) => void;
  follow: () => void;
}

export function DayBar({ day, settled, open, choose, follow }: DayBarProps) {
  const say = useSay(words);
  const [text, setText] = useState(day);
  const all = [...settled, ...open].sort();
  const before = all.findLast((d) => d < day);
  const after = all.find((d) => d > day);
  return (
    <form
      className="row day-choice"
      onSubmit={(e) => {
        e.preventDefault();
        if (text !== "") choose(text);
      }}
    >
      <button
        type="button"
        className="small"
        disabled={!before}
        aria-label={say("before")}
        onClick={() => before && choose(before)}
      >
        ◀
      </button>
      <label className="field">
        <span className="muted">{say("day")}</span>
        <input
          className="num day-input"
          inputMode="numeric"
          maxLength={20}
          value={text}
          onChange={(e) => setText(e.target.value.trim())}
        />
      </label>
      <button type="submit" className="small">
        {say("go")}
      </button>
      <button
        type="button"
        className="small"
        disabled={!after}
        aria-label={say("after")}
        onClick={() => after && choose(after)}
      >
        ▶
      </button>
      <button type="button" className="small" aria-pressed={day === settled.at(-1)} onClick={follow}>
        {say("newest")}
      </button>
      {open.map((d) => (
        <button key={d} type="button" className="small num" aria-pressed={d === day} onClick={() => choose(d)}>
          {d} <span className="muted">{say("open")}</span>
        </button>
      ))}
    </form>
  );
}
