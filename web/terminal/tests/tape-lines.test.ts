// Which line of the tape shows which trade.
import { describe, expect, it } from "vitest";
import { lineKeys, noLines } from "../src/panels/tapeLines";

const run = (...lists: number[][]) => lists.reduce(lineKeys, noLines);

describe("lines of the tape", () => {
  it("gives each trade a line of its own", () => {
    expect(run([13, 12, 11]).keys).toEqual([0, 1, 2]);
  });

  it("leaves a trade that stays in its line and makes lines for new ones", () => {
    expect(run([13, 12, 11], [14, 13, 12]).keys).toEqual([3, 0, 1]);
  });

  it("writes a storm into the lines that stand", () => {
    expect(run([13, 12, 11], [16, 15, 14]).keys).toEqual([0, 1, 2]);
    expect(run([14, 13, 12, 11], [17, 16, 15, 14]).keys).toEqual([0, 1, 2, 3]);
  });

  it("makes what a longer list needs beside the lines that stand", () => {
    const lines = run([12, 11], [16, 15, 14, 13]);
    expect(lines.keys).toEqual([0, 1, 2, 3]);
    expect(lines.next).toBe(4);
  });

  it("is the same object while nothing has changed, so that drawing twice changes nothing", () => {
    const once = run([13, 12, 11]);
    expect(lineKeys(once, [13, 12, 11])).toBe(once);
  });

  it("never shows two trades in one line, whatever comes", () => {
    let newest = 10;
    let lines = noLines;
    for (let k = 0; k < 500; k++) {
      newest += (k * 7) % 61;
      const length = (k * 13) % 49;
      lines = lineKeys(lines, Array.from({ length }, (_, at) => newest - at));
      expect(new Set(lines.keys).size).toBe(length);
    }
  });
});
