// The words of the operations page in both languages.
import { lists } from "../../i18n/words";
import { changesEn, changesZh } from "./words.changes";
import { en, zh } from "./words.board";
import { qualityEn, qualityZh } from "./words.quality";

export const words = lists({ ...en, ...changesEn, ...qualityEn }, { ...zh, ...changesZh, ...qualityZh });
