// The operations page without a page: who may approve, what is signed, a draft as form and as text.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { signedText } from "../src/api/signing";
import { at, parse, put, write } from "../src/pages/operations/draft";
import { approval, parted, rolesFor } from "../src/pages/operations/roles";
import { ruleText } from "../src/pages/operations/rules";

const open = { stage: "open", by: "mona", role: "market-ops" } as const;
const who = (user: string, ...scopes: string[]) => ({ user, scopes });

describe("four eyes", () => {
  it("says why a key does not approve", () => {
    expect(approval(open, null).why).toBe("key");
    expect(approval(open, who("sven", "admin:surveillance")).why).toBe("role");
    expect(approval(open, who("mona", "admin:market-ops", "admin:clearing")).why).toBe("self");
    expect(approval(open, who("max", "admin:market-ops")).why).toBe("sameRole");
    expect(approval({ ...open, stage: "rejected" }, who("carl", "admin:clearing")).why).toBe("stage");
  });

  it("approves in the role that did not propose", () => {
    expect(approval(open, who("carl", "admin:clearing")).role).toBe("clearing");
    expect(approval(open, who("both", "admin:clearing", "admin:market-ops")).role).toBe("clearing");
    expect(rolesFor(who("both", "admin:clearing", "admin:market-ops"))).toEqual(["market-ops", "clearing"]);
  });

  it("parts a line of a difference", () => {
    expect(parted('fees.perLot: "1.50" -> "2.00"')).toEqual({ field: "fees.perLot", was: '"1.50"', is: '"2.00"' });
    expect(parted('note: (none) -> "a -> b"').was).toBe("(none)");
  });
});

describe("what is signed", () => {
  it("is seven lines with the sorted query and the digest of the body", async () => {
    const text = await signedText("k1", "1800000000000", "0123456789abcdef", "POST", new URL("http://x/v1/a?b=2&a=1"), "");
    expect(text.split("\n")).toEqual([
      "v1",
      "k1",
      "1800000000000",
      "0123456789abcdef",
      "POST",
      "/v1/a?a=1&b=2",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]);
  });
});

describe("a draft", () => {
  const draft = parse('{"contract":"TK","tick":"0.01","fee":{"perLot":"1"},"lotSize":10}')!;

  it("is one document as form and as text", () => {
    expect([at(draft, "fee.perLot"), at(draft, "lotSize"), at(draft, "name.en")]).toEqual(["1", "10", ""]);
    const next = put(put(draft, "fee.perLot", "2", false), "lotSize", "20", true);
    expect(parse(write(next))).toEqual({ contract: "TK", tick: "0.01", fee: { perLot: "2" }, lotSize: 20 });
    expect(draft.lotSize).toBe(10);
  });

  it("keeps what is typed where a number should be, and makes what is missing", () => {
    expect(put(draft, "lotSize", "many", true).lotSize).toBe("many");
    expect(put(draft, "name.en", "Tokens", false).name).toEqual({ en: "Tokens" });
    expect([parse("[1]"), parse("{"), parse("7")]).toEqual([null, null, null]);
  });
});

describe("the rule that a draft breaks", () => {
  it("is told in Chinese where it is known, and as it came where it is not", () => {
    expect(ruleText("is defined already", "zh")).toEqual({ text: "已有定义", lang: "zh-CN" });
    expect(ruleText("must be a whole number from 1 to 24", "zh").text).toBe("须为 1 至 24 的整数");
    expect(ruleText("must be one of: half up, half even", "zh").text).toBe("须为其中之一：half up, half even");
    expect(ruleText("must be new", "zh")).toEqual({ text: "must be new", lang: "en" });
    expect(ruleText("is defined already", "en")).toEqual({ text: "is defined already", lang: "en" });
  });

  it("is known for every rule that the reader of contracts has", () => {
    const reader = readFileSync("../../src/Model/Specs/ContractReader.cs", "utf8");
    const rules = [...reader.matchAll(/Fault\("\w+", "([^"]+)"\)/g)].map((m) => m[1]!);
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter((rule) => ruleText(rule, "zh").lang === "en")).toEqual([]);
  });
});
