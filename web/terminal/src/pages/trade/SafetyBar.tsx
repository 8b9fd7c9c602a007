// What keeps the trader safe, in one line: armed or not, what leaves when the line is cut, cancel all, the kill switch.
import { useCallback, useEffect, useRef, useState } from "react";
import { send } from "../../api/client";
import { useSay } from "../../i18n/words";
import { inReplay } from "../../replay/root";
import type { KeyBinding } from "../../state/keyboard";
import { useKeys } from "../../state/keys";
import { useTopic } from "../../state/venue";
import { useTrade } from "./context";
import { words } from "./words";

/** Between the first Escape and the one that cancels. */
export const secondWithin = 600;
/** The kill switch is held so long. */
export const holdFor = 1000;
/** Real seconds of silence after which the venue takes the orders off, and how often it is told that we are here. */
const silence = 30;
const every = 5000;

export function SafetyBar() {
  const say = useSay(words);
  const trade = useTrade();
  const { arming, scope, lines, may, mayCancel, do: act } = trade;
  const [asked, setAsked] = useState(false);
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hold = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const kill = useRef<HTMLButtonElement>(null);
  const killed = lines.find((l) => l.what.key === "log.kill" || l.what.key === "log.release");
  const shut = killed?.what.key === "log.kill" && killed.said?.kind === "done";

  const escaped = useCallback(() => {
    clearTimeout(timer.current);
    if (asked) {
      setAsked(false);
      if (mayCancel.may) act.cancelAll();
      return;
    }
    arming.disarm("escape");
    setAsked(true);
    timer.current = setTimeout(() => setAsked(false), secondWithin);
  }, [asked, act, arming, mayCancel.may]);
  const letGo = useCallback(() => {
    clearTimeout(hold.current);
    setHolding(false);
  }, []);
  const holdKill = useCallback(() => {
    clearTimeout(hold.current);
    if (!may.may) return;
    setHolding(true);
    hold.current = setTimeout(() => {
      setHolding(false);
      act.kill();
    }, holdFor);
  }, [act, may.may]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(hold.current);
    },
    [],
  );
  // What happened cannot be called off: in a replay neither is a key.
  const keys: KeyBinding[] = [
    { id: "trade.escape", keys: "Escape", label: { en: "Disarm; twice: cancel all", zh: "解除点价；连按两次：全撤" }, run: escaped },
    {
      id: "trade.kill",
      keys: "Shift+Escape",
      label: { en: "Hold 1 s: kill switch", zh: "按住 1 秒：紧急停止" },
      run: holdKill,
      release: letGo,
      palette: () => kill.current?.focus(),
    },
  ];
  useKeys(inReplay() ? [] : keys);
  if (inReplay())
    return (
      <div className="trade-safety">
        <span className="badge">{say("arm.not")}</span>
        <span className="muted">{say("disarmed.replay")}</span>
      </div>
    );
  return (
    <div className="trade-safety">
      <span className={arming.armed ? "badge trade-armed" : "badge"}>
        {say(arming.armed ? "arm.on" : "arm.not")}
      </span>
      <OnSilence />
      <button type="button" disabled={!mayCancel.may} title={mayCancel.why} onClick={act.cancelAll}>
        {say(`cancelAll.${scope}`)}
      </button>
      <button
        type="button"
        ref={kill}
        className="trade-kill"
        data-holding={holding || undefined}
        disabled={!may.may}
        title={may.why || say("kill.title")}
        onPointerDown={holdKill}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onKeyDown={(e) => {
          if ((e.key === "Enter" || e.key === " ") && !e.repeat) holdKill();
        }}
        onKeyUp={letGo}
        onBlur={letGo}
      >
        {say(holding ? "kill.holding" : "kill.hold")}
      </button>
      <span role="status" className="warn">
        {asked ? say(`escape.again.${scope}`) : shut ? say("kill.shut") : ""}
      </span>
      {shut && (
        <button type="button" onClick={act.release}>
          {say("kill.release")}
        </button>
      )}
    </div>
  );
}

/**
 * Orders of this page belong to no session: they stay when the line is cut, unless the dead man's timer runs. It is told
 * in the venue's time, which may run faster than ours.
 */
function OnSilence() {
  const say = useSay(words);
  const { who } = useTrade();
  const speed = useTopic("status", (s) => s.status?.speed ?? 1);
  const link = useTopic("link", (s) => s.link.state);
  const [on, setOn] = useState(false);
  const [told, setTold] = useState<"no" | "yes" | "failed">("no");
  useEffect(() => {
    setOn(false);
    setTold("no");
  }, [who.account]);
  useEffect(() => {
    if (!on) return;
    const milliseconds = Math.min(86_400_000, Math.max(5000, silence * 1000 * Math.max(1, speed)));
    const tell = () =>
      send("PUT", `v1/accounts/${who.account}/cancel-all-after`, { milliseconds: Math.round(milliseconds) }).then(
        () => setTold("yes"),
        () => setTold("failed"),
      );
    void tell();
    const timer = setInterval(() => void tell(), every);
    return () => {
      clearInterval(timer);
      // Switched off by hand the timer ends; a page that is closed lets it run out.
      if (document.visibilityState === "visible")
        send("PUT", `v1/accounts/${who.account}/cancel-all-after`, { milliseconds: 0 }).catch(() => undefined);
      setTold("no");
    };
  }, [on, speed, who.account]);
  const state =
    told === "failed" ? "silence.failed" : told === "yes" ? (link === "live" ? "silence.on" : "silence.runs") : "silence.off";
  return (
    <button type="button" aria-pressed={on} title={say("silence.title", { seconds: silence })} onClick={() => setOn(!on)}>
      {say(state, { seconds: silence })}
    </button>
  );
}
