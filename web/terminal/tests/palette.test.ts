// The palette: codes before names, names in both languages, first letters of the pinyin.
import { describe, expect, it } from "vitest";
import { found, rank, type Item } from "../src/shell/palette/find";
import { initials, pinyinMatch } from "../src/shell/palette/pinyin";

const item = (...names: string[]): Item => ({
  id: names[0]!,
  kind: "contract",
  title: names[0]!,
  note: "",
  names,
  run: () => {},
});

describe("first letters", () => {
  it("are those of the pinyin", () => {
    const read = (text: string) => [...text].map((c) => initials(c)[0]).join("");
    expect(read("结算保证金持仓套保指数期货")).toBe("jsbzjcctbzsqh");
    expect(read("人工智能词元算力市场曲线研究设置登录运营")).toBe("rgzncysl" + "scqxyjszdlyy");
    expect(initials("行")).toBe("hx");
    expect(initials("A")).toBe("");
  });

  it("are found from the beginning of any word, in either reading", () => {
    expect(pinyinMatch("hq", "行情")).toBe(0);
    expect(pinyinMatch("zs", "词元指数")).toBe(1);
    expect(pinyinMatch("zz", "词元指数")).toBeNull();
    expect(pinyinMatch("h1", "行情")).toBeNull();
  });
});

describe("what is typed", () => {
  const near = item("TK-J26", "AI token, grade S", "人工智能词元 S 级");
  const far = item("TK-Z26", "AI token, grade S", "人工智能词元 S 级");
  const hours = item("GH-J26", "GPU hour, H100 SXM", "算力小时 H100");
  const all = [near, far, hours];

  it("finds codes with and without their stroke, names and pinyin", () => {
    expect(found(all, "tkz", 9).map((x) => x.id)).toEqual(["TK-Z26"]);
    expect(found(all, "gpu", 9).map((x) => x.id)).toEqual(["GH-J26"]);
    expect(found(all, "slxs", 9).map((x) => x.id)).toEqual(["GH-J26"]);
    expect(found(all, "词元", 9).map((x) => x.id)).toEqual(["TK-J26", "TK-Z26"]);
    expect(found(all, "token j26", 9).map((x) => x.id)).toEqual(["TK-J26"]);
  });

  it("puts a code before a name, and finds nothing in nothing", () => {
    expect(rank(item("GPU"), "gpu")! < rank(hours, "gpu")!).toBe(true);
    expect(found(all, "zzz", 9)).toEqual([]);
    expect(found(all, "", 2).map((x) => x.id)).toEqual(["TK-J26", "TK-Z26"]);
  });
});
