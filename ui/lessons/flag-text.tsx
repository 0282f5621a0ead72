/** A sentence whose flags are not broken at their hyphens. */

const FLAG = /(--[a-z][a-z0-9-]*)/;

export function FlagText({ text }: { readonly text: string }) {
  return text.split(FLAG).map((part, index) =>
    FLAG.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence neither come nor go
      <span key={index} className="flag-word">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
