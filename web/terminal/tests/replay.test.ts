// Where a replay's pages are, what an address asks for, how its clock runs, and which moment a local time means.
import { describe, expect, it } from "vitest";
import type { DayReplay } from "../src/api/replay";
import { momentOf } from "../src/pages/replay/moment";
import { replayRoot, wantedIn, without } from "../src/replay/root";
import { clockOf } from "../src/replay/state";

describe("the root of a replay", () => {
  it("is found in the path, under any root of the venue", () => {
    expect(replayRoot("/")).toBeNull();
    expect(replayRoot("/replays/")).toBeNull();
    expect(replayRoot("/replays/00ff/")).toEqual({ replay: "00ff", home: "/" });
    expect(replayRoot("/venue/replays/00ff/")).toEqual({ replay: "00ff", home: "/venue/" });
  });
});

describe("an address that asks for a replay", () => {
  it("names a day or a moment, and a speed from 1 to 100", () => {
    expect(wantedIn("?page=trade&replay=2026-08-28T13:00Z&speed=10")).toEqual({ from: "2026-08-28T13:00Z", speed: 10 });
    expect(wantedIn("?replay=2026-08-28")).toEqual({ from: "2026-08-28", speed: 1 });
    expect(wantedIn("?replay=2026-08-28&speed=1000")).toEqual({ from: "2026-08-28", speed: 1 });
    for (const bad of ["", "?replay=", "?replay=now", "?replay=2026-08-28T13", "?speed=10"]) expect(wantedIn(bad)).toBeNull();
  });
  it("keeps the rest of the view", () => {
    expect(without("?page=trade&replay=2026-08-28&speed=10&lang=zh")).toBe("?page=trade&lang=zh");
    expect(without("?replay=2026-08-28")).toBe("");
  });
});

const replay: DayReplay = {
  replay: "1",
  root: "replays/1/",
  day: "2026-03-02",
  start: "2026-03-02T00:55:00Z",
  until: "2026-03-02T08:00:00Z",
  time: "2026-03-02T02:00:00Z",
  speed: 10,
  state: "playing",
  epoch: "a",
  eventSequence: 1,
};

describe("the clock of a replay", () => {
  const at = (part: Partial<DayReplay>, seconds: number) =>
    new Date(clockOf({ replay: { ...replay, ...part }, at: 1000 }, 1000 + seconds * 1000)).toISOString();
  it("runs by its speed, stands when it stands, and not beyond the day", () => {
    expect(at({}, 3)).toBe("2026-03-02T02:00:30.000Z");
    expect(at({ state: "paused" }, 3)).toBe("2026-03-02T02:00:00.000Z");
    expect(at({ speed: 100 }, 86_400)).toBe("2026-03-02T08:00:00.000Z");
  });
});

describe("a local time of a day", () => {
  const day = { day: "2026-03-02", start: "2026-03-02T00:55:00Z", until: "2026-03-02T08:00:00Z", settled: true };
  it("is a moment in the calendar's zone, and none outside the day", () => {
    expect(momentOf(day, "08:55", "CN")).toBe("2026-03-02T00:55:00.000Z");
    expect(momentOf(day, "13:00", "CN")).toBe("2026-03-02T05:00:00.000Z");
    expect(momentOf(day, "03:33", "CN")).toBeNull();
    expect(momentOf(day, "", "CN")).toBeNull();
  });
  it("passes midnight with a night session", () => {
    const night = { ...day, start: "2026-03-01T13:00:00Z" };
    expect(momentOf(night, "00:30", "CN")).toBe("2026-03-01T16:30:00.000Z");
  });
});
