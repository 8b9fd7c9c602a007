// The terminal starts here.
import { createRoot } from "react-dom/client";
import { streamAddress } from "./api/client";
import { Stream } from "./api/stream";
import { App } from "./app";
import { VenueContext } from "./state/venue";
import { MarketStore } from "./store/market";
import "./styles.css";
import "./shell/themes.css";
import "./shell/shell.css";

const store = new MarketStore();
const stream = new Stream(streamAddress(), store);
stream.start();

createRoot(document.getElementById("root")!).render(
  <VenueContext value={{ store, stream }}>
    <App />
  </VenueContext>,
);
