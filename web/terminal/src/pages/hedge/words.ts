// The words of the hedge programme in both languages.
import { lists } from "../../i18n/words";
import { en } from "./words.en";
import { zh } from "./words.zh";

export const words = lists(en, zh);
