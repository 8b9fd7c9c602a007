// What the page takes as a price limit: a fraction of one, as in a contract's document.
import { expect, test } from "vitest";
import { isShare } from "../src/pages/operations/LimitFields";

test("a limit is a fraction below one with at most six decimals", () => {
  for (const good of ["0.1", "0.12", ".2", "0.123456"]) expect(isShare(good), good).toBe(true);
  for (const bad of ["", "0", "1", "1.2", "12%", "0,1", "-0.1", "0.1234567", " 0.1", "1e-1"])
    expect(isShare(bad), bad).toBe(false);
});
