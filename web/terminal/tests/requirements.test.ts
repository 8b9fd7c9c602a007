// The table of requirements can be read, and what tests of the browser cite stands in it.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { standings } from "../e2e/support/coverage";
import { cited, requirements } from "../e2e/support/table";

test("each requirement has a code and a text of its own", () => {
  const table = requirements();
  expect(table.length).toBeGreaterThan(100);
  expect(new Set(table.map((r) => r.text)).size).toBe(table.length);
});

test("every code that a test in a browser cites is known", () => {
  const known = new Set(requirements().map((r) => r.code));
  const files = readdirSync("e2e", { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".spec.ts"));
  const unknown = files.flatMap((f) => cited(readFileSync(`e2e/${f}`, "utf8")).filter((code) => !known.has(code)));
  expect(files).not.toEqual([]);
  expect(unknown).toEqual([]);
});

test("a requirement passes when all that cite it pass, fails when one fails, and is uncited else", () => {
  const table = ["UI-A-001", "UI-A-002", "UI-A-003"].map((code) => ({ code, text: code }));
  const found = standings(table, [
    { title: "UI-A-001 UI-A-002 one", good: true, said: "" },
    { title: "UI-A-001 UI-A-002 two", good: false, said: "UI-A-002 was broken" },
  ]);
  expect([...found.values()]).toEqual(["passing", "failing", "uncited"]);
});
