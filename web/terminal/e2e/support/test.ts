// What every test starts from: the terminal at an address, its errors collected, and codes that the table knows.
import { expect, test as base, type Page } from "@playwright/test";
import { cited, requirements } from "./table";

export { expect };

export interface Look {
  lang: "en" | "zh";
  theme: "dark" | "light" | "contrast" | "black";
  conv: "cn" | "intl" | "blue";
}

export const english: Look = { lang: "en", theme: "dark", conv: "intl" };
export const chinese: Look = { lang: "zh", theme: "light", conv: "cn" };

/** Every combination of language, theme and convention of the two usual themes; the two others, and the third convention, once. */
export const looks: readonly Look[] = [
  ...(["en", "zh"] as const).flatMap((lang) =>
    (["dark", "light"] as const).flatMap((theme) => (["cn", "intl"] as const).map((conv) => ({ lang, theme, conv }))),
  ),
  { lang: "en", theme: "contrast", conv: "intl" },
  { lang: "zh", theme: "black", conv: "blue" },
];

export const nameOf = (look: Look) => `${look.lang}-${look.theme}-${look.conv}`;

export const venue = () => process.env.E2E_VENUE!;

/** What the venue says to a GET. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${venue()}/${path}`, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export class Terminal {
  /** What the page wrote as an error, or threw. */
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on("pageerror", (error) => this.errors.push(`thrown: ${error.message}`));
    page.on("console", (said) => {
      // A refused request is told by the browser too; whether it should be refused is the test's question.
      if (said.type() === "error" && !/Failed to load resource|WebSocket connection/.test(said.text()))
        this.errors.push(said.text().slice(0, 400));
    });
  }

  /** Opens a page of the terminal afresh, and waits until nothing of it is loading. */
  async open(page: string, look: Look = english, query = ""): Promise<void> {
    await this.page.goto(`${venue()}/${search(page, look, query)}`);
    await this.settled();
  }

  /** The same document in another look: the address changes as by the browser's own back and forward. */
  async turn(look: Look): Promise<void> {
    await this.page.evaluate((to) => {
      const address = new URL(location.href);
      for (const [name, value] of Object.entries(to)) address.searchParams.set(name, value);
      history.pushState(null, "", address);
      dispatchEvent(new PopStateEvent("popstate"));
    }, look);
    await this.settled();
  }

  /** Until no panel shows that it waits. */
  async settled(): Promise<void> {
    await expect(this.page.locator("#page main, #page .state").first()).toBeVisible({ timeout: 20_000 });
    await expect(this.page.locator('#page [aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  }
}

function search(page: string, look: Look, query: string): string {
  const own = query === "" ? "" : `&${query}`;
  return `?page=${page}&lang=${look.lang}&theme=${look.theme}&conv=${look.conv}${own}`;
}

const known = new Set(requirements().map((r) => r.code));

export const test = base.extend<{ terminal: Terminal; codes: void }>({
  codes: [
    async ({}, use, info) => {
      const unknown = cited(info.titlePath.join(" ")).filter((code) => !known.has(code));
      expect(unknown, "codes that requirements.md does not have").toEqual([]);
      await use();
    },
    { auto: true },
  ],
  terminal: async ({ page }, use) => {
    const terminal = new Terminal(page);
    await use(terminal);
    // What is still on its way when a test is done answers nobody.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    expect(terminal.errors, "UI-LIVE-007: errors of the page").toEqual([]);
  },
});
