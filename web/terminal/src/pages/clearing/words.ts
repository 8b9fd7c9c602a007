// The words of the clearing page in both languages.
import { lists } from "../../i18n/words";
import { words as margin } from "../../panels/margin/words";
import { en } from "./words.en";
import { listsEn } from "./words.lists.en";
import { listsZh } from "./words.lists.zh";
import { traceEn } from "./words.trace.en";
import { traceZh } from "./words.trace.zh";
import { zh } from "./words.zh";

export const words = lists({ ...margin.en, ...en, ...listsEn, ...traceEn }, { ...margin.zh, ...zh, ...listsZh, ...traceZh });
