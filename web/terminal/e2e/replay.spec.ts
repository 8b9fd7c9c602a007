// A past day in the same screens: as the log says it stood, at a speed, back and forth, and nothing can be sent.
import type { Page } from "@playwright/test";
import type { DayReplay, ReplayDays } from "../src/api/replay";
import type { Trade } from "../src/api/types";
import { ask, chinese, english, expect, test, venue, type Terminal } from "./support/test";

// A caller has two replays at once: one test after the other.
test.describe.configure({ mode: "default" });

/** A settled day with trades in a month, and the moments of two of them; found by a replay of the test's own. */
async function played(): Promise<{ day: string; symbol: string; root: string; replay: string }> {
  const { days } = await ask<ReplayDays>("v1/replays");
  const day = days.filter((d) => d.settled)[3]!;
  const made = await control("POST", "v1/replays", { from: day.day, speed: 1, paused: true });
  await standing(made.replay);
  await control("PUT", `v1/replays/${made.replay}`, { time: middle(day.start, day.until) });
  await standing(made.replay);
  const rows = await ask<{ symbol: string; volume: number; spread: unknown }[]>(`${made.root}v1/instruments`);
  const busiest = rows.filter((r) => !r.spread).sort((a, b) => b.volume - a.volume)[0]!;
  return { day: day.day, symbol: busiest.symbol, root: made.root, replay: made.replay };
}

const middle = (from: string, until: string) => new Date((Date.parse(from) + Date.parse(until)) / 2).toISOString();

async function control(method: string, path: string, body: object): Promise<DayReplay> {
  const answer = await fetch(`${venue()}/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as DayReplay;
}

async function standing(replay: string): Promise<DayReplay> {
  let told: DayReplay | null = null;
  await expect(async () => {
    told = await ask<DayReplay>(`v1/replays/${replay}`);
    expect(told.state).not.toBe("preparing");
  }).toPass({ timeout: 20_000, intervals: [100] });
  return told!;
}

const rootOf = (page: Page) => /replays\/[0-9a-f]+\//.exec(page.url())![0];
const idOf = (page: Page) => rootOf(page).split("/")[1]!;

/** The page's last price of a month is the newest trade of the log at that moment. */
async function showsTheLog(terminal: Terminal, symbol: string): Promise<string> {
  let price = "";
  await expect(async () => {
    const [newest] = await ask<Trade[]>(`${rootOf(terminal.page)}v1/trades/${symbol}?limit=1`);
    price = newest?.price ?? "";
    await expect(terminal.page.locator(`[data-q="last:${symbol}"]`).first()).toHaveText(price, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  return price;
}

test("UI-TRD-016 UI-SHL-001 a past day is played in the same screens, faster, back, and in both languages", async ({
  terminal,
}) => {
  const { page } = terminal;
  const { day, symbol, replay, root } = await played();
  const { time: noon, start } = await ask<DayReplay>(`v1/replays/${replay}`);
  const known = await ask<Trade[]>(`${root}v1/trades/${symbol}?limit=500`);
  const then = known.filter((trade) => trade.time >= start);
  const first = then.find((trade) => trade.time === then.at(-1)!.time)!;
  await control("DELETE", `v1/replays/${replay}`, {});
  // Any page's address takes a moment and a speed.
  await page.goto(`${venue()}/?page=trade&i=${symbol}&lang=en&theme=dark&conv=intl&replay=${noon}&speed=100`);
  await page.waitForURL(/replays\/[0-9a-f]+\/\?/, { timeout: 30_000 });
  await terminal.settled();
  expect(page.url()).not.toContain("replay=");
  const bar = page.getByRole("region", { name: "Replay" });
  await expect(page.locator("header.top .badge.env")).toHaveText("REPLAY 100×");
  await expect(bar).toContainText("REPLAY 100×");
  await expect(bar.locator(".replay-clock")).toContainText(day);
  await page.keyboard.press("p");
  await expect(bar).toContainText("paused");
  await showsTheLog(terminal, symbol);
  const clock = await bar.locator(".replay-clock").innerText();

  await bar.getByRole("combobox").selectOption("20");
  await expect(page.locator("header.top .badge.env")).toHaveText("REPLAY 20×");
  const slider = bar.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("+");
  await expect(bar).toContainText("REPLAY 50×");

  // Back to the day's first trade: the past is folded again, and the pages begin anew; by the keyboard a minute on.
  await control("PUT", `v1/replays/${idOf(page)}`, { time: first.time });
  await standing(idOf(page));
  await expect(bar.locator(".replay-clock")).not.toHaveText(clock);
  expect(await showsTheLog(terminal, symbol)).toBe(first.price);
  await slider.press("ArrowRight");
  await expect(async () => {
    const told = await ask<DayReplay>(`v1/replays/${idOf(page)}`);
    expect(Date.parse(told.time)).toBeGreaterThan(Date.parse(first.time));
  }).toPass({ timeout: 5000 });

  // Nothing can be armed or sent, and it says why.
  await expect(page.locator("#page")).toContainText("This is a replay: nothing can be sent");
  const refused = await page.evaluate(async () => (await fetch("v1/orders", { method: "POST", body: "{}" })).status);
  expect(refused).toBe(409);
  // Nor does a key call off what happened, and the sheet does not offer one.
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  for (const key of ["Escape", "Escape", "x", "Shift+X", "c", "r"]) await page.keyboard.press(key);
  await page.keyboard.press("?");
  await expect(page.locator("dialog.sheet")).toContainText("Next month");
  await expect(page.locator("dialog.sheet")).not.toContainText(/kill switch|Cancel the newest/);
  await page.keyboard.press("Escape");
  expect(sent).toEqual([]);

  await terminal.turn(chinese);
  await expect(page.locator("header.top .badge.env")).toHaveText("回放 50×");
  await expect(page.getByRole("region", { name: "回放" })).toContainText("已暂停");
  await expect(page.locator("#page")).toContainText("当前为回放");
  await page.getByRole("link", { name: "退出回放" }).click();
  await page.waitForURL((url) => !url.pathname.includes("replays"));
  await expect(page.locator("header.top .badge.env")).toContainText("SIM");
});

test("UI-TRD-016 a day, a moment, a speed and a screen are chosen on a page", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("replay", english);
  const { days } = await ask<ReplayDays>("v1/replays");
  const chosen = days.filter((d) => d.settled)[2]!;
  const form = page.locator("form.replay-form");
  await form.getByLabel("Trading day").selectOption(chosen.day);
  await form.getByLabel("Speed").selectOption("100");
  await form.getByLabel("Screen").selectOption("market");
  const time = form.getByLabel("Begin at");
  const begin = await time.inputValue();
  // Two minutes before the day began, by the calendar's clock (Shanghai has no summer time).
  const before = new Date(Date.parse(chosen.start) + (8 * 60 - 2) * 60_000);
  const minutes = before.getUTCHours() * 60 + before.getUTCMinutes();
  await time.fill([Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":"));
  await expect(page.locator("#replay-range")).toContainText("The log tells of that day");
  await expect(form.getByRole("button", { name: "Play" })).toBeDisabled();
  await time.fill(begin);
  await form.getByRole("button", { name: "Play" }).click();
  await page.waitForURL(/replays\/[0-9a-f]+\/\?.*page=market/, { timeout: 20_000 });
  await terminal.settled();
  await expect(page.getByRole("region", { name: "Replay" }).locator(".replay-clock")).toContainText(chosen.day);
});

test("UI-SHL-001 a venue says that it is on paper, or live", async ({ terminal }) => {
  const { page } = terminal;
  for (const [environment, kind] of [
    ["PAPER", "paper"],
    ["LIVE", "live"],
  ] as const) {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    // The stream would tell what this venue is: here it is a venue that only answers.
    await page.routeWebSocket(/v1\/stream/, () => undefined);
    await page.route("**/v1/status", async (route) => {
      const answer = await route.fetch();
      const status = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...status, environment, simulated: false, seed: null } });
    });
    await terminal.open("settings", english);
    const badge = page.locator("header.top .badge.env");
    await expect(badge).toHaveText(environment);
    await expect(badge).toHaveClass(new RegExp(kind));
  }
});
