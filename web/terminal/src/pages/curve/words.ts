// The words of the page of curves.
import { lists, type Say } from "../../i18n/words";
import { en as models } from "./words.models.en";
import { zh as modelsZh } from "./words.models.zh";
import { en as views } from "./words.views.en";
import { zh as viewsZh } from "./words.views.zh";

export const words = lists({ ...views, ...models }, { ...viewsZh, ...modelsZh });

export type Word = keyof typeof words.en;
export type Speak = Say<Word>;
