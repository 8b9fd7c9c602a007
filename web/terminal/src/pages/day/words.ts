// The words of the page of a day's end.
import { lists } from "../../i18n/words";
import { en } from "./words.en";
import { zh } from "./words.zh";

export const words = lists(en, zh);
export type DayKey = keyof typeof en;
