// The frame around every page.
import { expect, test, english, chinese } from "./support/test";
import { registered } from "./support/pages";

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
