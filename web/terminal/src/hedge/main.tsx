// The hedge page starts here. It runs on the participant's side: what it shows never leaves the browser.
import { createRoot } from "react-dom/client";
import "../styles.css";
import "../shell/themes.css";
import "./hedge.css";
import { HedgePage } from "./HedgePage";

createRoot(document.getElementById("root")!).render(<HedgePage />);
