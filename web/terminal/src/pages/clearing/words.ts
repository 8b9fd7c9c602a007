// The words of the clearing page in both languages.
import { lists } from "../../i18n/words";
import { en } from "./words.en";
import { listsEn } from "./words.lists.en";
import { listsZh } from "./words.lists.zh";
import { traceEn } from "./words.trace.en";
import { traceZh } from "./words.trace.zh";
import { zh } from "./words.zh";

export const words = lists({ ...en, ...listsEn, ...traceEn }, { ...zh, ...listsZh, ...traceZh });
