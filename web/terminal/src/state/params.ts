// What a page keeps in the address under names of its own, so that a pasted link shows the same view.
import { useCallback } from "react";
import type { View } from "./view";

/**
 * One parameter of a page: what the address says if it is allowed, else what stands for "absent" (which the address
 * leaves out).
 * @param name letters and digits, at most 20.
 * @param allowed the values it may take, or a pattern.
 */
export function useParam<T extends string>(
  view: View,
  change: (part: Partial<View>) => void,
  name: string,
  allowed: readonly T[] | RegExp,
  absent: T,
): [T, (value: T) => void] {
  const key = `.${name}`;
  const given = view.at[key];
  const good = given !== undefined && (allowed instanceof RegExp ? allowed.test(given) : allowed.includes(given as T));
  const set = useCallback(
    (value: T) => {
      const { [key]: _, ...rest } = view.at;
      change({ at: value === absent || value === "" ? rest : { ...rest, [key]: value } });
    },
    [view.at, change, key, absent],
  );
  return [good ? (given as T) : absent, set];
}
