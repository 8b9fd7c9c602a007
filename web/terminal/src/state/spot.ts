// How the spot page hears the venue: one channel, forgotten when nobody looks at it.
import { useEffect } from "react";
import { useChannel, useTopic, useVenue } from "./venue";

/** What a channel of the spot market shows; null until its snapshot has come. */
export function useSpot<T>(channel: string | null): T | null {
  const { store } = useVenue();
  useChannel(channel);
  useEffect(() => (channel ? () => store.forgetSpot(channel) : undefined), [store, channel]);
  return useTopic(channel ?? "spot.", (s) => (channel ? ((s.spot.get(channel) as T | undefined) ?? null) : null));
}
