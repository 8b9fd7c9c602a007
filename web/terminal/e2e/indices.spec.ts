// The page of indices: what an index rests on, what was left out and why, and what governs it.
import { ask, chinese, english, expect, test } from "./support/test";

interface Print {
  value: string | null;
  used: { name: string }[];
  leftOut: { name: string }[];
  tier: number;
}

test("UI-OPS-005 an index shows its constituents, what is left out and why, its tier and its governance", async ({
  terminal,
}) => {
  const { page } = terminal;
  const indexes = await ask<{ index: string; day: string | null }[]>("v1/indexes");
  const printed = indexes.find((x) => x.day !== null)!;
  const print = await ask<Print>(`v1/indexes/${printed.index}/prints/${printed.day}`);
  await terminal.open("indices", english, `ix=${printed.index}&pd=${printed.day}`);
  const shown = page.locator("#indices-print");
  await expect(shown).toContainText(`Used ${print.used.length}`);
  for (const one of print.used) await expect(shown).toContainText(one.name);
  if (print.leftOut.length > 0) await expect(shown).toContainText(`Left out ${print.leftOut.length}`);
  await expect(shown).toContainText(`Tier ${print.tier}`);
  await expect(page.locator("#indices-governance")).toContainText("Restated prints");
  const methodology = await ask<{ index: string }>(`v1/indexes/${printed.index}/methodology`);
  await expect(page.locator("#indices-methodology dd").first()).toHaveText(methodology.index);
});

test("UI-SHL-005 another index is chosen by keyboard, stands in the address, and is the same after a reload", async ({
  terminal,
}) => {
  const { page } = terminal;
  const indexes = await ask<{ index: string; nameZh: string }[]>("v1/indexes");
  const other = indexes.at(-1)!;
  await terminal.open("indices", chinese);
  await page.locator("#indices-list button.link", { hasText: other.index }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`ix=${other.index}`));
  await page.reload();
  await terminal.settled();
  await expect(page.locator("#indices-list tr[aria-current]")).toContainText(other.nameZh);
});
