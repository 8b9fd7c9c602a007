// Days that are played again: which there are, one replay, its controls. The same addresses under either root.
import { get, send } from "./client";

export interface ReplayDay {
  day: string;
  start: string;
  until: string;
  settled: boolean;
}

export interface ReplayDays {
  /** Oldest first. */
  days: ReplayDay[];
  running: number;
  most: number;
  mostSpeed: number;
}

export type ReplayState = "preparing" | "playing" | "paused" | "ended" | "failed";

export interface DayReplay {
  replay: string;
  /** Where its pages are, seen from the venue's own root. */
  root: string;
  day: string;
  start: string;
  until: string;
  /** Its clock; while it is being prepared, the moment that was asked for. */
  time: string;
  speed: number;
  state: ReplayState;
  /** Another one after each moment that was asked for; null: it is being prepared. */
  epoch: string | null;
  eventSequence: number;
}

export interface ReplayChange {
  time?: string;
  speed?: number;
  do?: "play" | "pause" | "step";
}

/** Seconds of the log in a second. */
export const speeds: readonly number[] = [1, 2, 5, 10, 20, 50, 100];

export const openReplay = (from: string, speed: number, paused: boolean) =>
  send<DayReplay>("POST", "v1/replays", { from, speed, paused });

export const readReplay = (replay: string) => get<DayReplay>(`v1/replays/${replay}`);

export const changeReplay = (replay: string, change: ReplayChange) =>
  send<DayReplay>("PUT", `v1/replays/${replay}`, change);

export const endReplay = (replay: string) => send<DayReplay>("DELETE", `v1/replays/${replay}`, {});
