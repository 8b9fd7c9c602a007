// The words of the workspace.
import { lists } from "../../i18n/words";
import { en } from "./words.en";
import { zh } from "./words.zh";

export type TradeKey = keyof typeof en;

export const words = lists<TradeKey>(en, zh);
