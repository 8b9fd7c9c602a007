// One of a few: buttons side by side, the chosen one pressed.
import type { ReactNode } from "react";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, ReactNode])[];
  choose: (value: T) => void;
}

export function Choice<T extends string>({ label, value, options, choose }: ChoiceProps<T>) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {options.map(([key, text]) => (
        <button
          key={key}
          type="button"
          aria-pressed={value === key}
          onClick={() => choose(key)}
          lang={key === "zh" ? "zh-CN" : key === "en" ? "en" : undefined}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
