// The key that this page signs with: one, in memory, until it is put away or the page is closed.
import { useSyncExternalStore } from "react";
import type { SigningKey } from "../api/signing";

let held: SigningKey | null = null;
const listeners = new Set<() => void>();

export function holdKey(key: SigningKey | null): void {
  held = key;
  for (const told of listeners) told();
}

export function useSigningKey(): SigningKey | null {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => held,
  );
}
