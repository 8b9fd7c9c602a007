// The terminal starts here: on the venue, or on the way to a replay that its address asks for.
import { useCallback, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { streamAddress } from "./api/client";
import { Stream } from "./api/stream";
import { App } from "./app";
import { Opening } from "./replay/Opening";
import { inReplay, wantedIn } from "./replay/root";
import { VenueContext } from "./state/venue";
import { MarketStore } from "./store/market";
import "./styles.css";
import "./shell/themes.css";
import "./shell/shell.css";

function opened() {
  const store = new MarketStore();
  return { store, stream: new Stream(streamAddress(), store) };
}

/** A replay that went to another moment begins anew: nothing that was told before holds. */
function Terminal() {
  const [turn, setTurn] = useState(() => ({ number: 0, venue: opened() }));
  useEffect(() => {
    const { stream } = turn.venue;
    stream.start();
    return () => stream.stop();
  }, [turn]);
  const again = useCallback(() => setTurn((before) => ({ number: before.number + 1, venue: opened() })), []);
  return (
    <VenueContext value={turn.venue}>
      <App turn={turn.number} again={again} />
    </VenueContext>
  );
}

const wanted = inReplay() ? null : wantedIn(location.search);
createRoot(document.getElementById("root")!).render(wanted ? <Opening wanted={wanted} /> : <Terminal />);
