// A played default as a log: the loss, then each part that bore some of it, then what nobody bore.
import type { Waterfall } from "../../api/clearing";

type Currency = Waterfall["currencies"][number];

export type Step = { number: number; amount: string; lossLeft: string } & (
  | { kind: "loss" | "none" | "end" }
  | { kind: "part"; layer: string; account: number; name: string }
);

/** Parts that bore nothing are left out: the layers above show that they stood by. */
export function steps({ loss, uncovered, layers }: Currency): Step[] {
  const parts = layers.flatMap((l) => l.parts.filter((p) => !isZero(p.used)).map((p) => ({ ...p, layer: l.layer })));
  return [
    { number: 1, kind: "loss", amount: loss, lossLeft: loss },
    ...parts.map(
      (p, k): Step => ({
        number: k + 2,
        kind: "part",
        layer: p.layer,
        account: p.account,
        name: p.name,
        amount: p.used,
        lossLeft: p.lossLeft,
      }),
    ),
    { number: parts.length + 2, kind: isZero(loss) ? "none" : "end", amount: uncovered, lossLeft: uncovered },
  ];
}

const isZero = (amount: string) => /^-?0+(\.0+)?$/.test(amount);
