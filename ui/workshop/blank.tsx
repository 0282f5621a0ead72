/** The dark screen: the presenter wants to be looked at. */
import type { ReactNode } from 'react';
import { tr } from '../words/language.ts';

/** @param children what its reader may do; nothing on the screen that is projected. */
export function Blank({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="ws-blank" role="status">
      <p className={children ? '' : 'visually-hidden'}>{tr('The presenter has darkened the screen.')}</p>
      {children}
    </div>
  );
}
