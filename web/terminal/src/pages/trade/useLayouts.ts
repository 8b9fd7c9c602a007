// The layout that is shown, by its name in the address, and what the user made of the layouts.
import { useState } from "react";
import { useParam } from "../../state/params";
import type { PageProps } from "../page";
import type { LayoutChoice } from "./LayoutBar";
import { isShipped, keepLayouts, keptLayouts, shippedLayout, type Layout } from "./layouts";

export function useLayouts({ view, change }: PageProps): LayoutChoice {
  const [kept, setKept] = useState<readonly Layout[]>(keptLayouts);
  const [name, choose] = useParam<string>(view, change, "lay", /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,23}$/u, "scalper");
  const layout = kept.find((l) => l.name === name) ?? shippedLayout(isShipped(name) ? name : "scalper");
  const put = (next: readonly Layout[]) => {
    setKept(next);
    keepLayouts(next);
  };
  return {
    layout,
    names: kept.map((l) => l.name),
    choose,
    change: (l) => put([...kept.filter((x) => x.name !== l.name), l]),
    saveAs: (as) => {
      put([...kept.filter((x) => x.name !== as), { ...layout, name: as }]);
      choose(as);
    },
    reset: () => {
      put(kept.filter((x) => x.name !== layout.name));
      if (!isShipped(layout.name)) choose("scalper");
    },
  };
}
