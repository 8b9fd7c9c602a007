// Keys: how strokes are written, who answers, what the user may change.
import { describe, expect, it, vi } from "vitest";
import { Keyboard, readChoices, waitsFor, type KeyBinding } from "../src/state/keyboard";
import { isSingle, keycaps, spelled, strokeOf } from "../src/state/strokes";

const pressed = (key: string, more: Partial<Parameters<typeof strokeOf>[0]> = {}) =>
  strokeOf({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

const binding = (id: string, keys: string | string[], more: Partial<KeyBinding> = {}): KeyBinding => ({
  id,
  keys,
  label: { en: id, zh: "键" },
  run: vi.fn(),
  ...more,
});

describe("a stroke", () => {
  it("names letters, signs and named keys in one way", () => {
    expect(pressed("b")).toBe("B");
    expect(pressed("B", { shiftKey: true })).toBe("Shift+B");
    expect(pressed("?", { shiftKey: true })).toBe("?");
    expect(pressed("k", { metaKey: true })).toBe("Mod+K");
    expect(pressed("k", { ctrlKey: true })).toBe("Mod+K");
    expect(pressed(" ")).toBe("Space");
    expect(pressed("ArrowUp", { shiftKey: true })).toBe("Shift+ArrowUp");
    expect(pressed("Shift", { shiftKey: true })).toBeNull();
  });

  it("of a layout without Latin letters is told by the key's place", () => {
    expect(pressed("и", { code: "KeyB" })).toBe("B");
    expect(pressed("é", { code: "Slash" })).toBeNull();
  });

  it("is read from what a person writes", () => {
    expect(spelled("shift+b")).toBe("Shift+B");
    expect(spelled("g  t")).toBe("G T");
    expect(spelled("cmd+k")).toBe("Mod+K");
    expect(spelled("esc")).toBe("Escape");
    expect(spelled("f1")).toBe("F1");
    expect(spelled("hyper+k")).toBeNull();
    expect(spelled("a b c")).toBeNull();
    expect(spelled("買")).toBeNull();
  });

  it("is single when it has no Ctrl or Alt, also as the first of a sequence", () => {
    expect(["B", "Shift+B", "?", "1", "G T"].map(isSingle)).toEqual([true, true, true, true, true]);
    expect(["Mod+K", "Escape", "ArrowUp", "Alt+B"].map(isSingle)).toEqual([false, false, false, false]);
  });

  it("is shown as on the keys of the machine", () => {
    expect(keycaps("Mod+K", false)).toEqual([["Ctrl", "K"]]);
    expect(keycaps("Mod+K", true)).toEqual([["⌘", "K"]]);
    expect(keycaps("G T", false)).toEqual([["G"], ["T"]]);
  });
});

describe("the table of keys", () => {
  it("asks first who bound last, and forgets who left", () => {
    const board = new Keyboard();
    const shell = binding("shell.f", "F");
    const page = binding("page.f", "f");
    board.bind([shell]);
    const leave = board.bind([page]);
    expect(board.press("F", 0, false)).toBe(page);
    leave();
    expect(board.press("F", 0, false)).toBe(shell);
  });

  it("waits for the second stroke, not for ever, and a wrong one counts for itself", () => {
    const board = new Keyboard();
    const trade = binding("go.trade", "G T");
    const t = binding("t", "T");
    board.bind([trade, t]);
    expect(board.press("G", 0, false)).toBe("begins");
    expect(board.press("T", 100, false)).toBe(trade);
    expect(board.press("T", 200, false)).toBe(t);
    expect(board.press("G", 300, false)).toBe("begins");
    expect(board.press("T", 300 + waitsFor + 1, false)).toBe(t);
    expect(board.press("G", 5000, false)).toBe("begins");
    expect(board.press("X", 5001, false)).toBeNull();
  });

  it("is silent while something is typed, but for what is bound for that", () => {
    const board = new Keyboard();
    const palette = binding("palette", "Mod+K");
    const escape = binding("escape", "Escape", { typing: true });
    board.bind([binding("b", "B"), palette, escape]);
    expect(board.press("B", 0, true)).toBeNull();
    expect(board.press("Mod+K", 0, true)).toBe(palette);
    expect(board.press("Escape", 0, true)).toBe(escape);
  });

  it("lets single keys be switched off and any be moved or emptied", () => {
    const board = new Keyboard();
    const buy = binding("buy", "B");
    const palette = binding("palette", "Mod+K");
    board.bind([buy, palette, binding("sell", "S")]);
    board.choose({ singles: false, own: {} });
    expect(board.press("B", 0, false)).toBeNull();
    expect(board.press("Mod+K", 0, false)).toBe(palette);
    expect(board.list().map((b) => b.off)).toEqual([true, false, true]);
    board.choose({ singles: true, own: { buy: "q", sell: "" } });
    expect(board.press("B", 0, false)).toBeNull();
    expect(board.press("Q", 0, false)).toBe(buy);
    expect(board.press("S", 0, false)).toBeNull();
    expect(board.taken("Q", "sell")).toEqual([buy]);
  });

  it("knows keys of a page that was closed again, so that they can be changed", () => {
    const board = new Keyboard();
    board.bind([binding("buy", "B")])();
    expect(board.list()).toEqual([]);
    expect(board.known().map((b) => b.binding.id)).toEqual(["buy"]);
    expect(board.press("B", 0, false)).toBeNull();
  });

  it("believes nothing malformed of what was kept", () => {
    expect(readChoices("{")).toEqual({ singles: true, own: {} });
    expect(readChoices('{"singles":false,"own":{"a.b":"Q","c":7,"d d":"X","e":"hyper+k"}}')).toEqual({
      singles: false,
      own: { "a.b": "Q" },
    });
  });
});
