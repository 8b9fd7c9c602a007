// What tests of the clearing page share: exact money, its tables by their captions, documents of one and the same run.
import type { Locator, Page } from "@playwright/test";
import type { Ledger, Member, Overview, Run, Trace } from "../../src/api/clearing";
import { ask, expect } from "./test";

/** A decimal as a whole number of 10^-places; thousands may stand apart. */
export function money(text: string, places: number): bigint {
  const [whole = "", fraction = ""] = text.trim().replaceAll(",", "").split(".");
  return BigInt(whole + fraction.padEnd(places, "0").slice(0, places));
}

export const cents = (text: string): bigint => money(text, 2);

export const sum = (amounts: readonly string[]): bigint => amounts.reduce((all, text) => all + cents(text), 0n);

/** A table by the beginning of its caption, or what stands in it. */
export function grid(around: Page | Locator, caption: string): Locator {
  const page = "page" in around ? around.page() : around;
  const heading = page.locator(".grid-tools", { hasText: caption });
  return around.locator(".grid-box").filter({ has: heading });
}

/** The document that the page itself is given; asked for before the page is opened. */
export async function served<T>(page: Page, path: string): Promise<T> {
  const answer = await page.waitForResponse((r) => r.url().includes(path) && r.ok(), { timeout: 20_000 });
  return (await answer.json()) as T;
}

interface Documents {
  account: number;
  overview: Overview;
  member: Member;
  trace: Trace;
  ledger: Ledger;
}

/** Four documents of one run, which the page is then given: the laboratory trades on, and each is of its moment. */
export async function oneRun(page: Page, shown = ["overview", "member", "trace", "ledger"]): Promise<Documents> {
  const first = (await ask<Overview>("v1/clearing/overview")).members[0]!.member!;
  const accounts = (await ask<Member>(`v1/clearing/members/${first}`)).accounts;
  const clients = accounts.filter((a) => a.kind === "client").sort((a, b) => Number(b.margin) - Number(a.margin));
  const account = clients[0]!.account!;
  const paths = {
    overview: "v1/clearing/overview",
    member: `v1/clearing/members/${first}`,
    trace: `v1/clearing/members/${first}/accounts/${account}/margin`,
    ledger: `v1/clearing/ledger?limit=200&account=${account}`,
  };
  const documents = {} as Record<keyof typeof paths, { run: Run }>;
  await expect(async () => {
    const names = Object.keys(paths) as (keyof typeof paths)[];
    const answers = await Promise.all(names.map((name) => ask<{ run: Run }>(paths[name])));
    names.forEach((name, k) => (documents[name] = answers[k]!));
    expect(new Set(answers.map((a) => a.run.asOf)).size).toBe(1);
  }).toPass({ timeout: 20_000, intervals: [20] });
  for (const name of shown as (keyof typeof paths)[])
    await page.route(new RegExp(`/${paths[name].replaceAll(/[?]/g, "\\?")}$`), (route) =>
      route.fulfill({ json: documents[name] }),
    );
  return { account, ...documents } as unknown as Documents;
}
