// How much of the bundle must be fetched before something is seen.
import { sizes } from "./support/sizes";
import { expect, test } from "./support/test";

test("UI-PB-008 shell, pages and styles are within their sizes", () => {
  for (const { what, kilobytes, bound } of sizes())
    expect.soft(kilobytes, `${what}, kB`).toBeLessThanOrEqual(bound);
});
