// What axe says of the page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Found {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
}

/** A line for each element that breaks a rule; empty: nothing was found. */
export const axe = (page: Page): Promise<string[]> => run(page, { type: "tag", values: tags });

/** The rules of colour alone. */
export const contrast = (page: Page): Promise<string[]> =>
  run(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });

async function run(page: Page, runOnly: { type: string; values: string[] }): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const found = await page.evaluate(
    (only) =>
      (window as unknown as { axe: { run: (of: Document, how: object) => Promise<unknown> } }).axe.run(document, {
        runOnly: only,
        resultTypes: ["violations"],
      }),
    runOnly,
  );
  return (found as Found).violations.flatMap((v) =>
    v.nodes.map((n) => {
      const why = (n.failureSummary ?? v.help).replace(/\s+/g, " ").slice(0, 200);
      return `${v.id}: ${JSON.stringify(n.target)} ${why}`;
    }),
  );
}
