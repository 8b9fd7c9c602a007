// Going about without a mouse.
import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until it has the focus; so many presses are the longest way on a page. */
export async function tabTo(page: Page, wanted: Locator, most = 150): Promise<void> {
  for (let k = 0; k < most; k++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((e) => e === document.activeElement, null, { timeout: 10_000 })) return;
  }
  await expect(wanted, `not reached by ${most} presses of Tab`).toBeFocused({ timeout: 1 });
}

/** The width of the outline of what has the focus, pixels. */
export function focusRing(page: Page): Promise<number> {
  return page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  });
}
