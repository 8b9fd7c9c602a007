// Which requirements the tests cite: a table at the end, the names in artifacts/test-results, the counts for ./test.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { FullResult, Reporter, Suite, TestCase } from "@playwright/test/reporter";
import { artifacts } from "./places";
import { cited, requirements, type Requirement } from "./table";

export type Standing = "passing" | "failing" | "uncited";

export interface Told {
  title: string;
  good: boolean;
  /** What a failed test said. */
  said: string;
}

/**
 * Failing where any test that cites it fails; what was left out or skipped cites nothing. A failure that names codes
 * blames no other: a page's invariants are many in one test.
 */
export function standings(table: Requirement[], tests: Told[]): Map<string, Standing> {
  const found = new Map<string, Standing>(table.map((r) => [r.code, "uncited"]));
  for (const test of tests) {
    const codes = cited(test.title);
    const named = test.good ? [] : codes.filter((code) => cited(test.said).includes(code));
    for (const code of codes) {
      const failed = !test.good && (named.length === 0 || named.includes(code));
      if (failed) found.set(code, "failing");
      else if (found.get(code) === "uncited") found.set(code, "passing");
    }
  }
  return found;
}

export default class Coverage implements Reporter {
  private suite: Suite | null = null;

  onBegin(_: unknown, suite: Suite): void {
    this.suite = suite;
  }

  onEnd(result: FullResult): void {
    const ran = (this.suite?.allTests() ?? []).filter((t) => t.results.length > 0 && t.outcome() !== "skipped");
    const good = (t: TestCase) => t.outcome() === "expected" || t.outcome() === "flaky";
    const failed = ran.filter((t) => !good(t)).length;
    const skipped = (this.suite?.allTests() ?? []).filter((t) => t.outcome() === "skipped").length;
    const table = requirements();
    const found = standings(
      table,
      ran.map((t) => ({ title: t.titlePath().join(" "), good: good(t), said: said(t) })),
    );
    const folder = `${artifacts}/test-results`;
    mkdirSync(folder, { recursive: true });
    // A run that was cut short (a venue that did not open, the time that was up) has failed, whatever its tests say.
    const cut = failed === 0 && result.status !== "passed" ? 1 : 0;
    const counts = { passed: ran.length - failed, failed: failed + cut, skipped };
    writeFileSync(`${folder}/browser.json`, `${JSON.stringify(counts)}\n`);
    if (process.env.E2E_BUDGETS) keepEarlier(found, `${folder}/requirements.txt`);
    const lines = table.map((r) => `${found.get(r.code)!.padEnd(8)} ${r.code}  ${r.text}`);
    writeFileSync(`${folder}/requirements.txt`, `${lines.sort().join("\n")}\n`);
    process.stdout.write(`${summary(table, found)}\n`);
  }
}

/** The budgets run after the pages' tests: what those have shown stands. */
function keepEarlier(found: Map<string, Standing>, file: string): void {
  if (!existsSync(file)) return;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [standing, code] = line.split(/\s+/);
    if ((standing === "passing" || standing === "failing") && found.get(code!) === "uncited") found.set(code!, standing);
  }
}

function said(test: TestCase): string {
  const lines = (test.results.at(-1)?.errors ?? []).flatMap((e) => (e.message ?? "").split("\n"));
  // The lines of the source that Playwright quotes name every code of the title.
  return lines.filter((line) => !/^\s*>?\s*\d+ \|/.test(line)).join("\n");
}

/** A line a group of codes, and their sum. */
export function summary(table: Requirement[], found: Map<string, Standing>): string {
  const groups = [...new Set(table.map((r) => r.code.split("-")[1]!))];
  const row = (name: string, of: Requirement[]) => {
    const count = (standing: Standing) => String(of.filter((r) => found.get(r.code) === standing).length).padStart(8);
    const codes = String(of.length).padStart(8);
    return `   ${name.padEnd(12)}${codes}${count("passing")}${count("failing")}${count("uncited")}`;
  };
  return [
    "   requirements   codes passing failing uncited",
    ...groups.map((g) => row(`UI-${g}`, table.filter((r) => r.code.startsWith(`UI-${g}-`)))),
    row("all", table),
  ].join("\n");
}
