// The operations page where people have names: four eyes, who halts alone, and price limits that two people set.
import type { BrowserContext, Page } from "@playwright/test";
import type { OperatingBoard, PriceLimits, Proposal } from "../src/api/operations";
import { axe } from "./support/axe";
import { startIdentityVenue, tinasAccount, type IdentityVenue, type Person, type Trader } from "./support/identity";
import { focusRing, tabTo } from "./support/keyboard";
import { expect, Terminal, test } from "./support/test";

test.describe("at a venue that asks who somebody is", () => {
  // One venue for all of them.
  test.describe.configure({ mode: "serial" });
  let venue: IdentityVenue;
  // Each code of an authenticator is taken once: who has signed in stays so.
  let monas: Awaited<ReturnType<BrowserContext["cookies"]>> = [];
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    venue = await startIdentityVenue();
  });
  test.afterAll(() => venue.stop());

  test("UI-OPS-003 UI-A11Y-002 a parameter changes only when a second person approves, and both work without a mouse", async ({
    terminal,
    browser,
  }) => {
    test.setTimeout(120_000);
    const { page } = terminal;
    await enter(page, venue, venue.mona);
    await openChanges(terminal, venue);
    await chooseKey(page, venue.mona);

    // Begins with the margins in force, and asks for more.
    await press(page, page.locator("#operations-propose").getByRole("button", { name: "TK", exact: true }));
    const text = page.getByLabel("Document (JSON)");
    await expect(text).toHaveValue(/"rate"/);
    const document = JSON.parse(await text.inputValue()) as { version: number; rate: string };
    const next = { ...document, version: document.version + 1, rate: "0.41" };
    await tabTo(page, text);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(JSON.stringify(next));
    const form = page.getByRole("form", { name: "Propose a change" });
    await type(page, form.getByLabel("Why, 20"), "Moves of two days have been larger than the rate.");
    await type(page, form.getByLabel("Holds from"), "2026-01-01T00:00:00Z");
    await expect(form).toContainText("The notice is told in both languages.");
    await type(page, form.getByLabel("Notice, English"), "Margins of TK rise to 41 %.");
    await type(page, form.getByLabel("Notice, Chinese"), "TK 保证金比例上调至 41%。");
    await press(page, form.getByRole("button", { name: "Propose", exact: true }));
    const card = page.locator(".operations-proposal");
    await expect(card).toContainText("needs a second person");
    await expect(card.locator("tr", { hasText: "rate" })).toContainText('"0.41"');
    await expect(card).toContainText("holds from");
    await expect(card).toContainText("TK 保证金比例上调至 41%。");

    // Who proposed may not approve, and the page says so.
    const approve = card.getByRole("button", { name: "Approve" });
    await expect(approve).toHaveAttribute("aria-disabled", "true");
    await tabTo(page, approve);
    expect(await focusRing(page)).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await expect(card).toContainText("You proposed it: another person approves.");
    expect(await rateInForce(page)).toBe(document.rate);

    // The second person, at a machine of their own.
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const second = new Terminal(await context.newPage());
    await enter(second.page, venue, venue.carl);
    await openChanges(second, venue);
    const theirs = second.page.locator(".operations-proposal");
    await expect(theirs).toContainText("Choose your key file first.");
    await chooseKey(second.page, venue.carl);
    await expect(theirs.getByRole("button", { name: "Approve" })).not.toHaveAttribute("aria-disabled", "true");
    await press(second.page, theirs.getByRole("button", { name: "Approve" }));
    await expect(theirs).toContainText("taken by the market");
    await expect(theirs).toContainText("carl, clearing");
    expect(await rateInForce(second.page)).toBe("0.41");
    const list = await second.page.evaluate(
      async () => (await (await fetch("v1/admin/proposals")).json()) as Proposal[],
    );
    expect(list.map((p) => [p.by, p.approvedBy, p.outcome])).toEqual([["mona", "carl", "taken"]]);
    expect(second.errors).toEqual([]);
    await context.close();
  });

  test("UI-OPS-004 UI-SHL-008 one operator halts alone, and letting go on asks for a proposal", async ({ terminal }) => {
    const { page } = terminal;
    await page.goto(`${venue.address}/?page=operations&lang=en`);
    await terminal.settled();
    const order = page.locator("#operations-order form");
    await expect(page.locator("#operations-why")).not.toBeEmpty();
    await expect(order.locator('button[type="submit"]')).toHaveAttribute("aria-disabled", "true");
    await enter(page, venue, venue.mona);
    await page.goto(`${venue.address}/?page=operations&lang=en`);
    await terminal.settled();
    await expect(order).toContainText("One operator may stop trading alone");
    await order.getByLabel("What", { exact: true }).selectOption("continuous");
    await expect(order).toContainText("a second person in another role approves it");
    await expect(order).toContainText("Choose your key file first.");
    expect(await axe(page)).toEqual([]);
    monas = await page.context().cookies();
  });

  test("UI-OPS-004 two people set other price limits for the day, and an order beyond them is refused with the new one", async ({
    terminal,
    browser,
  }) => {
    test.setTimeout(60_000);
    const { page } = terminal;
    await page.context().addCookies(monas);
    await page.goto(`${venue.address}/?page=operations&lang=en`);
    await terminal.settled();
    const served = <T>(path: string) => page.evaluate(async (p) => (await (await fetch(p)).json()) as T, path);
    // The dollar months trade all day but an hour.
    let month!: OperatingBoard["rows"][number];
    await expect(async () => {
      const { rows } = await served<OperatingBoard>("v1/operations/board");
      month = rows.find((r) => r.contract === "GH" && !r.symbol.includes("/") && r.phase === "continuous")!;
      expect(month).toBeDefined();
    }).toPass({ timeout: 40_000, intervals: [500] });
    await page.locator("#operations-board").getByRole("button", { name: month.symbol, exact: true }).click();
    const form = page.getByRole("form", { name: `Order for ${month.symbol}` });
    await form.getByLabel("What", { exact: true }).selectOption("limits");
    const share = form.getByLabel("Limit, share of the previous settlement");
    await share.fill("0.9");
    await expect(form).toContainText("outside the bounds of the house's rules");
    await expect(form).toContainText("LIMIT_OUT_OF_BOUNDS 3142");
    await expect(form.locator('button[type="submit"]')).toHaveAttribute("aria-disabled", "true");

    await share.fill("0.28");
    const path = `v1/operations/limits/GH?symbol=${month.symbol}&limit=0.28`;
    const [shown] = (await served<PriceLimits>(path)).months;
    const { newLow, newHigh } = shown!;
    const change = form.locator("#operations-limits-preview tr", { hasText: month.symbol }).first();
    await expect(change).toContainText(`${month.limitLow} to ${month.limitHigh}`);
    await expect(change).toContainText(`${newLow} to ${newHigh}`);
    await form.getByLabel("Reason").fill("gpu-shortage");
    await form.getByLabel("Key file that signs for you").setInputFiles(venue.mona.keyFile);
    await expect(form).toContainText("Signs for mona");
    await form.getByLabel("Why, 20").fill("Spot prices have left the band since the morning.");
    await form.getByLabel("Notice, English").fill("Price limits of the month are 28 % for the rest of the day.");
    await form.getByLabel("Notice, Chinese").fill("该月份当日剩余时间涨跌停板幅度调整为 28%。");
    await form.getByLabel(`Type ${month.symbol} to confirm`).fill(month.symbol);
    await form.getByRole("button", { name: "Propose these limits" }).click();
    await expect(form.getByRole("status")).toContainText("Proposed: 1");
    await expect(page.locator("#operations-limits")).toContainText(`Today ${month.limitLow} to ${month.limitHigh}`);

    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const second = new Terminal(await context.newPage());
    await enter(second.page, venue, venue.carl);
    await openChanges(second, venue);
    await chooseKey(second.page, venue.carl);
    const card = second.page.locator(".operations-proposal", { hasText: "needs a second person" });
    await expect(card.locator("tr", { hasText: month.symbol })).toContainText(`${newLow} … ${newHigh}`);
    await expect(card).toContainText("涨跌停板幅度调整为 28%");
    await card.getByRole("button", { name: "Approve" }).click();
    await expect(second.page.locator(".operations-proposal").first()).toContainText("taken by the market");
    await context.close();
    await expect(page.locator("#operations-limits")).toContainText(`Today ${newLow} to ${newHigh}`);
    await expect(page.locator("#operations-limits")).toContainText("Set to 0.28 by mona and carl: gpu-shortage.");

    // A trader of the venue, beyond the new limit.
    const traders = await browser.newContext();
    const third = await traders.newPage();
    await enter(third, venue, venue.tina);
    const refused = await third.evaluate(
      async (order) => {
        const headers = { "content-type": "application/json" };
        const answer = await fetch("v1/orders", { method: "POST", headers, body: JSON.stringify(order) });
        return ((await answer.json()) as { error: { code: string; limit: string } }).error;
      },
      {
        account: tinasAccount,
        symbol: month.symbol,
        side: "buy",
        price: (Number(newHigh) + 1).toFixed(newHigh!.split(".")[1]?.length ?? 0),
        lots: 1,
        clientOrderId: "beyond-the-limit",
      },
    );
    expect([refused.code, refused.limit]).toEqual(["PRICE_ABOVE_LIMIT", newHigh]);
    await traders.close();
  });
});

async function enter(page: Page, venue: IdentityVenue, person: Trader): Promise<void> {
  // Somebody listens from the beginning: else the first dialog may open before the browser is told to hand it over.
  page.on("filechooser", () => undefined);
  await page.goto(`${venue.address}/?page=signin&lang=en&theme=dark&conv=intl`);
  await type(page, page.getByLabel("Name", { exact: true }), person.user);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(person.password);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(person.code());
  const left = page.waitForURL((url) => !url.search.includes("page=signin"), { timeout: 20_000 });
  await page.keyboard.press("Enter");
  await left;
}

async function openChanges(terminal: Terminal, venue: IdentityVenue): Promise<void> {
  await terminal.page.goto(`${venue.address}/?page=operations&.tab=changes&lang=en&theme=dark&conv=intl`);
  await terminal.settled();
}

async function chooseKey(page: Page, person: Person): Promise<void> {
  await tabTo(page, page.getByLabel("Key file that signs for you"));
  const chooser = page.waitForEvent("filechooser", { timeout: 10_000 });
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(person.keyFile);
  await expect(page.locator("#operations-changes")).toContainText(`Signs for ${person.user}`, { timeout: 15_000 });
}

async function type(page: Page, field: ReturnType<Page["locator"]>, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.insertText(text);
}

async function press(page: Page, button: ReturnType<Page["locator"]>): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press("Enter");
}

function rateInForce(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const told = (await (await fetch("v1/contracts/TK")).json()) as { margins: { document: { rate: string } }[] };
    return told.margins.at(-1)!.document.rate;
  });
}
