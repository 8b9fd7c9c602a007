// The words of an order's type, life and state, as the lists spell them: spaces and hyphens do not stand in keys.
import type { Key } from "../i18n";

const camel = (word: string) => word.replace(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

export const typeKey = (type: string) => `type.${camel(type)}` as Key;

export const lifeKey = (life: string) => `life.${camel(life)}` as Key;

export const statusKey = (status: string) => `status.${camel(status)}` as Key;
