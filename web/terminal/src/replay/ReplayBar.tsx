// The bar of a replay, on every page: whose moment this is, play and pause, speed, the day to go about in, the way out.
import { useEffect, useRef, useState } from "react";
import { changeReplay, speeds, type ReplayChange } from "../api/replay";
import { RequestFailed } from "../api/client";
import type { VenueError } from "../api/types";
import { local, zoneName } from "../format/time";
import { useWords } from "../i18n";
import { useSay } from "../i18n/words";
import { Refusal } from "../panels/Answer";
import { useKeys } from "../state/keys";
import { useTopic } from "../state/venue";
import { PhaseMarks } from "./PhaseMarks";
import { replayRoot } from "./root";
import { clockOf, follower, useGone, useReplay, type Heard } from "./state";
import { words } from "./words";
import "./replay.css";

interface ReplayBarProps {
  /** Its local time is shown. */
  calendar: string | undefined;
  /** Told when another moment of the day has been reached: what was told before means nothing any more. */
  again: () => void;
}

export function ReplayBar({ calendar: chosen, again }: ReplayBarProps) {
  const heard = useReplay();
  const epoch = heard?.replay.epoch ?? null;
  const shown = useRef<string | null>(null);
  const preparing = heard !== null && epoch === null;
  useEffect(() => {
    // What the page asked for meanwhile was refused: it begins anew, too.
    if (preparing) shown.current ??= "";
    if (epoch === null) return;
    if (shown.current !== null && shown.current !== epoch) again();
    shown.current = epoch;
  }, [preparing, epoch, again]);
  const calendar = useTopic("status", (s) => chosen ?? s.status?.calendars[0]?.calendar);
  const gone = useGone();
  if (heard) return <Bar heard={heard} gone={gone} calendar={calendar} />;
  return gone && <Gone />;
}

function Gone() {
  const t = useSay(words);
  return (
    <section className="replay-bar" aria-label={t("bar")}>
      <span role="status">{t("gone")}</span>
      <Leave />
    </section>
  );
}

/** Another root: the page begins anew there, on the same view. */
function Leave() {
  const t = useSay(words);
  const home = replayRoot()?.home ?? "/";
  return (
    <a
      className="replay-leave"
      title={t("leaveTitle")}
      href={home}
      onClick={(e) => (e.currentTarget.href = `${home}${location.search}`)}
    >
      {t("leave")}
    </a>
  );
}

interface BarProps {
  heard: Heard;
  gone: boolean;
  calendar: string | undefined;
}

function Bar({ heard, gone, calendar }: BarProps) {
  const t = useSay(words);
  const { replay } = heard;
  const [fault, setFault] = useState<VenueError | null>(null);
  const plays = replay.state === "playing";
  const change = (part: ReplayChange) => {
    setFault(null);
    changeReplay(replay.replay, part).then(
      (told) => follower.tell(told),
      (e: unknown) => setFault(e instanceof RequestFailed ? e.fault : null),
    );
  };
  const turn = () => change({ do: plays ? "pause" : "play" });
  const faster = (by: 1 | -1) => {
    const next = by > 0 ? speeds.find((s) => s > replay.speed) : speeds.findLast((s) => s < replay.speed);
    if (next !== undefined) change({ speed: next });
  };
  const both = (key: "play" | "step" | "faster" | "slower") => ({ en: words.en[key], zh: words.zh[key] });
  const part = { en: words.en.bar, zh: words.zh.bar };
  useKeys([
    { id: "replay.play", keys: "P", label: both("play"), part, run: turn },
    { id: "replay.step", keys: ".", label: both("step"), part, run: () => change({ do: "step" }) },
    { id: "replay.faster", keys: "+", label: both("faster"), part, run: () => faster(1) },
    { id: "replay.slower", keys: "-", label: both("slower"), part, run: () => faster(-1) },
  ]);
  return (
    <section className="replay-bar" aria-label={t("bar")} data-state={replay.state}>
      <span className="badge env replay">
        <b>{t("badge", { speed: replay.speed })}</b>
      </span>
      <ReplayClock heard={heard} calendar={calendar} />
      <span className="replay-state" role="status">
        {gone ? t("gone") : t(replay.state)}
      </span>
      <button type="button" onClick={turn} disabled={gone || replay.state === "ended"} aria-keyshortcuts="P">
        {plays ? `❚❚ ${t("pause")}` : `▶ ${t("play")}`}
      </button>
      <button type="button" title={t("stepTitle")} disabled={gone} onClick={() => change({ do: "step" })}>
        {t("step")}
      </button>
      <label className="replay-speed">
        {t("speed")}
        <select value={replay.speed} disabled={gone} onChange={(e) => change({ speed: Number(e.target.value) })}>
          {[...new Set([...speeds, replay.speed])]
            .sort((a, b) => a - b)
            .map((speed) => (
              <option key={speed} value={speed}>
                {t("times", { speed })}
              </option>
            ))}
        </select>
      </label>
      <Slider heard={heard} calendar={calendar} go={(time) => change({ time })} disabled={gone} />
      <Leave />
      {fault && (
        <p role="alert" className="bad">
          <Refusal fault={fault} />
        </p>
      )}
    </section>
  );
}

/** Written straight into the page: no rendering for a clock. */
function ReplayClock({ heard, calendar }: { heard: Heard; calendar: string | undefined }) {
  const { language } = useWords();
  const clock = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const write = () => {
      const iso = new Date(clockOf(heard, performance.now())).toISOString();
      const at = local(iso, calendar);
      if (clock.current && at)
        clock.current.textContent = `${at.day} ${at.clock} ${zoneName(iso, calendar, language)}`;
    };
    write();
    const timer = setInterval(write, 200);
    return () => clearInterval(timer);
  }, [heard, calendar, language]);
  return <span ref={clock} className="num replay-clock" />;
}

interface SliderProps {
  heard: Heard;
  calendar: string | undefined;
  go: (time: string) => void;
  disabled: boolean;
}

/** Keys of the slider itself: elsewhere they go through months and prices. */
const goesAbout = /^(Arrow|Page|Home|End)/;

/** Where it is let go, there the replay goes; arrows go by a minute. */
function Slider({ heard, calendar, go, disabled }: SliderProps) {
  const t = useSay(words);
  const { replay } = heard;
  const from = Date.parse(replay.start);
  const until = Date.parse(replay.until);
  const [held, setHeld] = useState<number | null>(null);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const at = held ?? clockOf(heard, performance.now());
  const spoken = local(new Date(at).toISOString(), calendar);
  const letGo = () => {
    if (held === null) return;
    setHeld(null);
    go(new Date(Math.min(Math.max(held, from), until)).toISOString());
  };
  return (
    <div className="replay-day">
      <input
        type="range"
        aria-label={t("moment")}
        aria-valuetext={spoken ? `${spoken.day} ${spoken.clock}` : undefined}
        min={from}
        max={until}
        step={60_000}
        value={at}
        disabled={disabled}
        onChange={(e) => setHeld(Number(e.target.value))}
        onKeyDown={(e) => goesAbout.test(e.key) && e.stopPropagation()}
        onPointerUp={letGo}
        onKeyUp={letGo}
        onBlur={letGo}
      />
      {held !== null && spoken && <output className="num replay-held">{spoken.clock.slice(0, 5)}</output>}
      <PhaseMarks epoch={replay.epoch} day={replay.day} from={from} until={until} calendar={calendar} />
    </div>
  );
}
