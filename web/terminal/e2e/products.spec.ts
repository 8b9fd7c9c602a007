// The page of products: the whole specification of a contract, in both languages, with its versions.
import { ask, chinese, english, expect, test } from "./support/test";

interface Documents {
  terms: { document: { tick: string | number; finalSettlement: { index: string }; dailySettlement: { steps: string[] } } }[];
  margins: object[];
}

test("UI-OPS-001 a contract's page has its specification, how it settles, and every version of its documents", async ({
  terminal,
}) => {
  const { page } = terminal;
  const months = await ask<{ contract: string; symbol: string; spread: object | null }[]>("v1/instruments");
  const contract = months.find((m) => !m.spread)!.contract;
  const told = await ask<Documents>(`v1/contracts/${contract}`);
  await terminal.open("products", english, `.product=${contract}`);
  const terms = page.locator("#products-terms");
  await expect(terms).toContainText(String(told.terms.at(-1)!.document.tick));
  await expect(terms).toContainText(told.terms.at(-1)!.document.finalSettlement.index);
  await expect(terms.locator("ol").first().locator("li")).toHaveCount(
    told.terms.at(-1)!.document.dailySettlement.steps.length,
  );
  await expect(page.locator("#products-margins .products-versions > li")).toHaveCount(told.margins.length);
  const first = months.find((m) => m.contract === contract && !m.spread)!.symbol;
  await page.locator("#products-months button.link", { hasText: first }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`page=trade.*i=${first}|i=${first}.*page=trade`));
});

test("UI-SHL-005 UI-TRD-018 the product stands in the address and keeps its words in Chinese", async ({ terminal }) => {
  const { page } = terminal;
  await terminal.open("products", chinese);
  const choices = page.locator(".products-head .choice button");
  await choices.last().click();
  const name = (await choices.last().innerText()).split(" ")[0]!;
  await expect(page).toHaveURL(new RegExp(`\\.product=${name}`));
  await page.reload();
  await terminal.settled();
  await expect(page.locator('.products-head [aria-pressed="true"]')).toContainText(name);
  await expect(page.locator("#products-terms")).toContainText("最小变动价位");
});
