// What somebody should know: fills, refusals, orders that the venue took off, margin calls. Kept newest first; said aloud by the announcer.
import type { VenueError } from "../api/types";
import { phrase } from "../i18n/phrases";

/** In both languages at once: an alert outlives a change of language. */
export interface Said {
  en: string;
  zh: string;
}

export interface Alert {
  id: number;
  kind: "fill" | "order" | "refusal" | "call";
  said: Said;
  /** Moment of the venue, ISO; null where it told none. */
  time: string | null;
  read: boolean;
}

export const mostAlerts = 100;

export class Alerts {
  list: readonly Alert[] = [];
  private count = 0;
  private readonly listeners = new Set<() => void>();

  add(kind: Alert["kind"], said: Said, time: string | null): void {
    this.list = [{ id: ++this.count, kind, said, time, read: false }, ...this.list].slice(0, mostAlerts);
    this.tell();
  }

  readAll(): void {
    if (this.list.every((a) => a.read)) return;
    this.list = this.list.map((a) => ({ ...a, read: true }));
    this.tell();
  }

  clear(): void {
    this.list = [];
    this.tell();
  }

  subscribe = (told: () => void): (() => void) => {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  };

  private tell(): void {
    for (const told of this.listeners) told();
  }
}

/** The alerts of this page. */
export const alerts = new Alerts();

/** A refusal with its code and number, so that it can be quoted. */
export function refused(fault: VenueError): Said {
  const code = `${fault.code} ${fault.num}`;
  return { en: `${fault.message} (${code})`, zh: `${phrase(fault.message, "zh").text}（${code}）` };
}
