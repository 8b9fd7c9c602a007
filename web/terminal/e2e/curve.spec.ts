// The page of curves: what it shows is what the venue computed, in both languages, by mouse, by keys and as files.
import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { ask, chinese, english, expect, test } from "./support/test";

interface Month {
  symbol: string;
  lastTradingDay: string;
  bid: string | null;
  settlement: string;
  fit: string | null;
  residualTicks: string | null;
}

interface Analytics {
  contract: string;
  day: string;
  months: Month[];
  state: { shape: string; neighbours: { near: string; far: string }[]; scarcity: { percent: string } | null };
  shortage: { signs: { name: string }[] };
  spreads: { contracts: string[]; butterflies: object[] };
}

interface History {
  weekAgo: string | null;
  days: { day: string; points: object[] }[];
}

const contract = "TK";
const studies = (day = "") => ask<Analytics>(`v1/curve/${contract}/analytics${day && `?day=${day}`}`);
const past = () => ask<History>(`v1/curve/${contract}/history`);

/** The first month of the contract: what the address names it by. */
async function month(): Promise<string> {
  return `i=${(await studies()).months[0]!.symbol}`;
}

async function saved(page: Page, press: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download", { timeout: 10_000 }), press()]);
  return file;
}

test("UI-CRV-001 UI-A11Y-006 the curve is a figure with a summary, a cursor that keys move, a table and files", async ({
  terminal,
}) => {
  const { page } = terminal;
  const told = await studies();
  await terminal.open("curve", english, `${await month()}&.vs=none`);
  const figure = page.locator("figure#curve-figure");
  await expect(figure.locator(".fig-summary")).toContainText(`${contract} on ${told.day}`);
  const cursor = figure.getByRole("slider");
  await cursor.focus();
  await page.keyboard.press("Home");
  const first = told.months[0]!;
  const spoken = new RegExp(`^${first.symbol}: .*Settlement ${first.settlement}`);
  await expect(cursor).toHaveAttribute("aria-valuetext", spoken);
  await page.keyboard.press("ArrowRight");
  const second = told.months[1]!;
  await expect(cursor).toHaveAttribute("aria-valuetext", new RegExp(`^${second.symbol}: `));
  await expect(figure.locator(".fig-told")).toContainText(second.settlement);
  if (told.months.some((m) => m.bid !== null)) await expect(figure).toContainText("bid to ask now");
  await page.keyboard.press("Escape");
  await expect(cursor).toHaveAttribute("aria-valuetext", "no point chosen");

  await figure.getByText("View as table").click();
  await expect(figure.locator("tbody tr").first().locator("th")).toHaveText(first.symbol);
  await expect(figure.locator("tbody tr").first()).toContainText(first.settlement);
  const csv = await saved(page, () => figure.getByRole("button", { name: /values as CSV/ }).click());
  expect(csv.suggestedFilename()).toBe(`curve-figure-${contract}-${told.day}.csv`);
  expect(readFileSync((await csv.path())!, "utf8")).toContain(`${first.symbol},${first.settlement}`);
  const png = await saved(page, () => figure.getByRole("button", { name: /drawing as PNG/ }).click());
  expect(readFileSync((await png.path())!).subarray(1, 4).toString()).toBe("PNG");
});

test("UI-CRV-003 UI-CRV-004 state, split and months are the venue's own figures", async ({ terminal }) => {
  const { page } = terminal;
  // Of a day that is over: quotes of now would move the fit meanwhile.
  const day = (await past()).days.at(-2)!.day;
  const told = await studies(day);
  await terminal.open("curve", chinese, `${await month()}&.day=${day}`);
  const state = page.locator("#curve-state");
  await expect(state).toContainText("文字解读");
  if (told.state.scarcity) await expect(state.locator(".curve-scarce")).toContainText(told.state.scarcity.percent);
  const rows = page.locator("#curve-months tbody tr");
  await expect(rows).toHaveCount(told.months.length);
  const csv = await saved(page, () => page.locator("#curve-months").getByRole("button", { name: /CSV/ }).click());
  const lines = readFileSync((await csv.path())!, "utf8").trim().split("\r\n");
  expect(lines).toHaveLength(told.months.length + 1);
  for (const [i, m] of told.months.entries()) {
    for (const text of [m.symbol, m.lastTradingDay, m.settlement, m.fit ?? "", m.residualTicks ?? ""]) {
      await expect(rows.nth(i)).toContainText(text);
      expect(lines[i + 1]).toContain(text);
    }
  }
});

test("UI-CRV-002 UI-CRV-013 other days lie under the curve and stand in the address, as does the day itself", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { days, weekAgo } = await past();
  await terminal.open("curve", english, await month());
  const legend = page.locator("#curve-figure .fig-legend");
  await expect(legend).toContainText(`A week ago (${weekAgo})`);
  const chosen = days[4]!.day;
  await page.getByLabel("Add a day").selectOption(chosen);
  await expect(legend).toContainText(`On ${chosen}`);
  await page.getByRole("button", { name: /^A week ago/ }).click();
  await expect(legend).not.toContainText("A week ago");
  await page.reload();
  await terminal.settled();
  await expect(legend).toContainText(`On ${chosen}`);
  await expect(legend).not.toContainText("A week ago");
  await page.getByLabel("Settled day").selectOption(chosen);
  await expect(page).toHaveURL(new RegExp(`\\.day=${chosen}`));
  await expect(page.locator("#curve-figure .fig-summary")).toContainText(`on ${chosen}`);
  await terminal.open("curve", english, `${await month()}&.day=2020-01-01`);
  await expect(page.locator("main.curve .state")).toContainText("has no settled day of 2020-01-01");
});

test("UI-CRV-005 the curve is played day by day and stays where it is stopped", async ({ terminal }) => {
  const { page } = terminal;
  const { days } = await past();
  await terminal.open("curve", english, `${await month()}&.tab=history`);
  const player = page.locator("#curve-player");
  const slider = player.locator('input[type="range"]');
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", days[0]!.day);
  await player.getByRole("button", { name: /Play/ }).click();
  await expect(slider).not.toHaveAttribute("aria-valuetext", days[0]!.day, { timeout: 5000 });
  await player.getByRole("button", { name: /Stop/ }).click();
  const stopped = (await slider.getAttribute("aria-valuetext"))!;
  await expect(page).toHaveURL(new RegExp(`\\.on=${stopped}`));
  await page.reload();
  await terminal.settled();
  await expect(slider).toHaveAttribute("aria-valuetext", stopped);
});

test("UI-CRV-006 UI-CRV-007 pairs, matrix and butterflies; a listed spread leads to its ticket", async ({
  terminal,
}) => {
  const { page } = terminal;
  const told = await studies();
  await terminal.open("curve", english, `${await month()}&.tab=carry`);
  await page.locator("#curve-rolls").getByText("View as table").click();
  await expect(page.locator("#curve-rolls tbody tr")).toHaveCount(told.state.neighbours.length);
  await expect(page.locator("#curve-rolls-past .fig-summary")).toContainText("settled days are drawn");
  await page.locator(".curve-tabs").getByRole("button", { name: "Spreads" }).click();
  const count = told.spreads.contracts.length;
  await expect(page.locator(".curve-matrix tbody tr")).toHaveCount(count);
  await expect(page.locator(".curve-matrix .curve-z")).toHaveCount((count * (count - 1)) / 2);
  await page.locator("#curve-spreads").getByRole("button", { name: "Butterflies" }).click();
  await page.locator("#curve-butterflies").getByText("View as table").click();
  await expect(page.locator("#curve-butterflies tbody tr")).toHaveCount(told.spreads.butterflies.length);
  await page.locator("#curve-spreads").getByRole("button", { name: "Matrix" }).click();
  const listed = page.locator(".curve-matrix button.link").first();
  const symbol = /Open (\S+) at/.exec((await listed.getAttribute("title"))!)![1]!;
  await listed.click();
  await expect.poll(() => new URL(page.url()).searchParams.get("i")).toBe(symbol);
  await expect(page).toHaveURL(/page=trade/);
});

test("UI-CRV-008 UI-CRV-009 UI-CRV-010 UI-CRV-011 models say what they found or what they lack", async ({
  terminal,
}) => {
  const { page } = terminal;
  const told = await studies();
  const { days } = await past();
  await terminal.open("curve", english, `${await month()}&.tab=fit`);
  await expect(page.locator("#curve-residuals .fig-summary")).toContainText("ticks off");
  if (days.length < 30) await expect(page.locator("#curve-factors")).toContainText("the sample is too thin");
  const tab = (name: string) => page.locator(".curve-tabs").getByRole("button", { name }).click();
  await tab("Components");
  await expect(page.locator("#curve-loadings .fig-summary")).toContainText("The first component explains");
  if (days.length < 60) await expect(page.locator("#curve-pca .warn").first()).toContainText("WARNING");
  await expect(page.locator("#curve-moved .fig-summary")).toContainText("component 1");
  await tab("Season");
  await expect(page.locator("#curve-season")).toContainText(/whole months/);
  await expect(page.locator("#curve-weekdays .fig-summary")).toContainText("busiest weekday");
  await tab("Shortage");
  await expect(page.locator("#curve-sources tbody tr")).toHaveCount(told.shortage.signs.length);
  for (const row of await page.locator("#curve-sources tbody tr td:last-child").allInnerTexts())
    expect(row.trim()).not.toBe("");
});

test("UI-CRV-012 the inference spread follows the user's terms, and a term that cannot be is named", async ({
  terminal,
}) => {
  const { page } = terminal;
  await terminal.open("curve", english, `${await month()}&.tab=inference`);
  const throughput = page.getByLabel("Throughput, million tokens an hour");
  await throughput.fill("twenty");
  await expect(page.locator("#curve-terms")).toContainText("an hour: must be a decimal number");
  await throughput.fill("20");
  await page.getByRole("button", { name: "Compute" }).click();
  await expect(page).toHaveURL(/\.h=20/);
  const path = `v1/curve/${contract}/inference?throughput=20`;
  const told = await ask<{ inference: { months: { perHour: string }[] } }>(path);
  await expect(page.locator("#curve-spread-hour .fig-summary")).toContainText(told.inference.months[0]!.perHour);
  await page.getByLabel("Utilisation, 0.01 to 1").fill("1.5");
  await page.getByRole("button", { name: "Compute" }).click();
  await expect(page.locator("#curve-inference .error")).toContainText("1.5 is outside what is taken, 0.01–1");
});

test("UI-CRV-014 UI-LIVE-004 every chart of every tab is summed up, in both languages", async ({ terminal }) => {
  const { page } = terminal;
  const tabs = ["curve", "history", "carry", "spreads", "fit", "pca", "season", "shortage", "inference"];
  await terminal.open("curve", english, await month());
  for (const look of [english, chinese]) {
    await terminal.turn(look);
    for (const place of tabs.keys()) {
      await page.locator(".curve-tabs button").nth(place).click();
      await terminal.settled();
      await expect(page.locator("main.curve .panel").first()).toBeVisible();
      for (const sum of await page.locator("figure.fig .fig-summary").allInnerTexts()) {
        expect(sum, tabs[place]).toMatch(look.lang === "zh" ? /[\u4e00-\u9fff].*。/s : /[a-z].*\./s);
        expect(sum, tabs[place]).not.toMatch(/NaN|undefined|null|\{|\}/);
      }
    }
  }
});
