// The words of the portfolio page in both languages.
import { lists } from "../../i18n/words";
import { en } from "./words.en";
import { listsEn } from "./words.lists.en";
import { listsZh } from "./words.lists.zh";
import { zh } from "./words.zh";

export const words = lists({ ...en, ...listsEn }, { ...zh, ...listsZh });
