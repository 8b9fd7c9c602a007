// The badge that is never absent: simulated, told again, on paper or live.
import { useReplay } from "../replay/state";
import { useSay } from "../i18n/words";
import { useTopic } from "../state/venue";
import { words } from "./words";

export type Kind = "sim" | "replay" | "paper" | "live";

/** What a venue says of itself; what is not known and not simulated counts as live: the careful reading. */
export function kindOf(environment: string, simulated: boolean): Kind {
  const said = environment.toLowerCase();
  if (said.startsWith("replay")) return "replay";
  if (said.startsWith("paper")) return "paper";
  return simulated || said.startsWith("sim") ? "sim" : "live";
}

const titles = { sim: "envSim", replay: "envReplay", paper: "envPaper", live: "envLive" } as const;

export function Environment() {
  const t = useSay(words);
  const environment = useTopic("status", (s) => s.status?.environment ?? null);
  const seed = useTopic("status", (s) => s.status?.seed ?? null);
  const speed = useTopic("status", (s) => s.status?.speed ?? 1);
  // While a replay stands still its status says zero.
  const replay = useReplay()?.replay.speed;
  const simulated = useTopic("status", (s) => s.status?.simulated ?? false);
  if (environment === null)
    return (
      <span className="badge env wait" title={t("envWait")}>
        ···
      </span>
    );
  const kind = kindOf(environment, simulated);
  return (
    <span className={`badge env ${kind}`} title={t(titles[kind])}>
      <b>{kind === "replay" ? t("replaySpeed", { speed: replay ?? speed }) : environment}</b>
      {kind === "sim" && seed !== null && ` ${t("seed", { seed })}`}
    </span>
  );
}
