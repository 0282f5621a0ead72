/** Names of signals may be broken at their humps, and nowhere else. */
import { Fragment, type ReactNode } from 'react';

export function breakable(text: string): ReactNode {
  return text.split(/(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
