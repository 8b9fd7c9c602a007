// The replay whose pages these are, followed by asking twice a second; between two answers its clock runs by its speed.
import { useSyncExternalStore } from "react";
import { RequestFailed } from "../api/client";
import { readReplay, type DayReplay } from "../api/replay";
import { replayRoot } from "./root";

export interface Heard {
  replay: DayReplay;
  /** Reading of the page's clock when it was told, milliseconds. */
  at: number;
}

const every = 500;

/** The clock of a replay, milliseconds since 1970. */
export function clockOf({ replay, at }: Heard, now: number): number {
  const told = Date.parse(replay.time);
  if (replay.state !== "playing") return told;
  return Math.min(Date.parse(replay.until), told + (now - at) * replay.speed);
}

class Follower {
  private failed: Error | null = null;
  private heard: Heard | null = null;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly id = replayRoot()?.replay ?? null;

  readonly subscribe = (told: () => void) => {
    this.listeners.add(told);
    if (this.id !== null && this.listeners.size === 1) void this.ask(this.id);
    return () => {
      this.listeners.delete(told);
      if (this.listeners.size === 0) clearTimeout(this.timer);
    };
  };

  readonly read = () => this.heard;

  /** Why it did not answer the last question. */
  readonly readFailed = () => this.failed;

  /** What an answer to a change says. */
  tell(replay: DayReplay): void {
    this.heard = { replay, at: performance.now() };
    this.failed = null;
    this.tellAll();
  }

  private tellAll(): void {
    for (const told of this.listeners) told();
  }

  private async ask(id: string): Promise<void> {
    try {
      this.tell(await readReplay(id));
    } catch (e) {
      this.failed = e as Error;
      this.tellAll();
    }
    clearTimeout(this.timer);
    if (this.listeners.size > 0) this.timer = setTimeout(() => void this.ask(id), every);
  }
}

export const follower = new Follower();

/** Null: this is the venue itself, or the replay has not answered yet. */
export const useReplay = (): Heard | null => useSyncExternalStore(follower.subscribe, follower.read);

/** The venue knows no such replay, or not any more. */
export function useGone(): boolean {
  const failed = useSyncExternalStore(follower.subscribe, follower.readFailed);
  return failed instanceof RequestFailed && failed.status === 404;
}
