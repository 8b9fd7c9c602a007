// The frame around every page.
import { registered } from "./support/pages";
import { chinese, english, expect, test, venue } from "./support/test";
import { tradable } from "./support/trading";
import { workspace } from "./support/workspace";

test("UI-SHL-001 UI-SHL-003 the venue is told as simulated, with seed, trading day and clock", async ({ terminal }) => {
  await terminal.open("market");
  const top = terminal.page.locator("header.top");
  await expect(top).toContainText("SIM");
  await expect(top).toContainText(/seed 7/i);
  await expect(top).toContainText(/\d{4}-\d{2}-\d{2}/);
  await expect(top).toContainText(/\d{2}:\d{2}:\d{2}/);
});

test("UI-SHL-010 an address that no page has says so", async ({ terminal }) => {
  await terminal.open("nosuchpage");
  await expect(terminal.page.locator("#page")).toContainText("nosuchpage");
});

test("UI-SHL-004 every page is reached from the navigation, and the one that is open is marked", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("market");
  const rail = page.locator("nav.rail");
  // Settings and signing in have their places in the bar on top as well; home leads on by itself.
  const names = registered.map((p) => p.name).filter((name) => name !== "home");
  for (const name of names) {
    const link = rail.locator(`a[href*="page=${name}&"]`).first();
    if ((await link.count()) === 0) {
      expect(["settings", "signin"], `${name} is not in the navigation`).toContain(name);
      continue;
    }
    await link.click();
    await expect(page, name).toHaveURL(new RegExp(`page=${name}\\b`));
    await expect(rail.locator('[aria-current="page"]')).toHaveCount(1);
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.locator("#page main")).toHaveCount(1);
  }
});

test("UI-SHL-006 language, theme, colour, density and zone are chosen one by one, and remembered", async ({ terminal }) => {
  const { page } = terminal;
  const bare = `${venue()}/?page=settings`;
  await page.goto(bare);
  await terminal.settled();
  const state = () =>
    page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      const zone = new URL(location.href).searchParams.get("tz");
      return { lang, theme: dataset.theme, conv: dataset.conv, density: dataset.density, zone };
    });
  let expected = await state();
  const main = page.locator("main");
  const steps = [
    ["Theme", "High contrast", { theme: "contrast" }],
    ["Colour of a rise", "Blue up, orange down (colour vision)", { conv: "blue" }],
    ["Row height", "Comfortable, 24 px", { density: "comfortable" }],
    ["Times are shown in", "UTC", { zone: "utc" }],
    ["Language", "简体中文", { lang: "zh-CN" }],
  ] as const;
  for (const [group, choice, changes] of steps) {
    await main.getByRole("group", { name: group }).getByRole("button", { name: choice, exact: true }).click();
    expected = { ...expected, ...changes };
    await expect.poll(state, { message: choice }).toEqual(expected);
  }
  await page.goto(bare);
  await terminal.settled();
  expect(await state()).toEqual(expected);
});

test("UI-SHL-007 a newcomer is led in by four steps to the home of what they come for, and each role has its own", async ({
  terminal,
}) => {
  const { page } = terminal;
  await page.goto(`${venue()}/?lang=en`);
  await expect(page.locator("#home-tour")).toContainText("Step 1 of 4", { timeout: 20_000 });
  const next = page.getByRole("button", { name: "Next", exact: true });
  await next.click();
  await next.click();
  await page.getByRole("radio", { name: /I watch over risk/ }).check();
  await next.click();
  await expect(page.locator("#home-tour")).toContainText("Step 4 of 4");
  await page.getByRole("button", { name: "Open my page" }).click();
  await expect(page).toHaveURL(/page=clearing/);
  // Once chosen, home is there at once.
  await page.goto(`${venue()}/?lang=en`);
  await expect(page).toHaveURL(/page=clearing/);
  await page.evaluate(() => localStorage.clear());
  const session = { access: "identity", user: "tina", participant: "alpha", accounts: [110], until: null };
  await page.route(/\/v1\/session$/, (route) => route.fulfill({ json: { ...session, scopes: ["read", "trade"] } }));
  await page.goto(`${venue()}/?lang=en`);
  await expect(page).toHaveURL(/page=trade/);
});

test("UI-SHL-008 UI-SHL-009 who is signed in is shown; what they may not do stays, cannot be pressed and says why; signing out is there", async ({
  terminal,
}) => {
  const { page } = terminal;
  const nobody = { access: "identity", user: null, participant: null, scopes: [], accounts: [], until: null };
  const reader = { ...nobody, user: "rita", participant: "beta", scopes: ["read"], accounts: [110] };
  let now: object = nobody;
  const asked: string[] = [];
  await page.route(/\/v1\/session$/, (route) => {
    const method = route.request().method();
    asked.push(method);
    if (method === "POST") now = reader;
    if (method === "DELETE") now = nobody;
    return route.fulfill({ json: now });
  });
  await terminal.open("market");
  const chip = page.locator("header.top .top-tools");
  await chip.getByRole("button", { name: "Sign in" }).click();
  const form = page.locator("form.signin-box");
  await form.locator("input[name=user]").fill("rita");
  await form.locator("input[name=password]").fill("secret");
  await form.locator("input[name=code]").fill("123456");
  await form.getByRole("button", { name: "Sign in" }).click();
  await expect(chip).toContainText("rita (reader)");

  const month = await tradable();
  const w = await workspace(terminal, month, 110, english, "&.tab=orders");
  await w.price.fill(w.low);
  const why = "Your role (reader) may not do this: it needs the right to trade.";
  for (const button of [w.buy, w.arm, page.locator(".trade-kill"), page.locator(".trade-safety").getByRole("button", { name: /^Cancel all/ })]) {
    await expect(button).toBeVisible();
    await expect(button).toBeDisabled();
    await expect(button).toHaveAttribute("title", why);
  }
  await expect(w.ticket.locator(".trade-may")).toHaveText(why);
  await terminal.turn(chinese);
  await expect(w.ticket.locator(".trade-may")).toContainText("权限");
  await terminal.turn(english);

  await chip.getByRole("button", { name: /rita/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(chip.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(asked).toContain("POST");
  expect(asked).toContain("DELETE");
});

test("UI-SHL-005 a pasted link shows the same view, and both languages", async ({ terminal }) => {
  await terminal.open("market", english, "tab=bulletin");
  await expect(terminal.page.getByRole("tab", { name: "Bulletin" })).toHaveAttribute("aria-selected", "true");
  const address = terminal.page.url();
  expect(address).toContain("tab=bulletin");
  await terminal.page.goto(address);
  await terminal.settled();
  await expect(terminal.page.getByRole("tab", { name: "Bulletin" })).toHaveAttribute("aria-selected", "true");
  await terminal.turn(chinese);
  await expect(terminal.page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

test("UI-LIVE-007 every page opens without an error", async ({ terminal }) => {
  for (const page of registered) await terminal.open(page.name, english, page.query);
});
