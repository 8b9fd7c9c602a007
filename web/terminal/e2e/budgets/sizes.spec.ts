// The sizes of what is fetched, beside the other budgets: the largest of each kind.
import { sizes } from "../support/sizes";
import { held, test } from "./measure";

test("UI-PB-008 shell, pages and styles are within their sizes", { tag: "@gate" }, () => {
  const largest = new Map<string, ReturnType<typeof sizes>[number]>();
  for (const one of sizes()) {
    const kind = one.what.replace(/^.*: /, "");
    if (one.kilobytes > (largest.get(kind)?.kilobytes ?? -1)) largest.set(kind, one);
  }
  for (const { what, kilobytes, bound } of largest.values())
    held("PB8", what.replace(/^src\/pages\/|\/page\.tsx/g, ""), kilobytes, "kB", bound);
});
