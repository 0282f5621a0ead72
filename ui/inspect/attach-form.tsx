/** Attaches to an application that is a server itself. */
import { type FormEvent, useState } from 'react';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { tr } from '../words/language.ts';
import type { Inspector } from './inspector.ts';
import { attachToServer, loopbackSocket } from './server-source.ts';

const SAID = {
  notHere: 'That is no address on this machine.',
  never: 'Nobody answers at that address.',
  ended: 'The connection has ended.',
} as const satisfies Record<string, Phrase>;

export function AttachForm({ inspector }: { readonly inspector: Inspector }) {
  const [address, setAddress] = useState('');
  const [said, say] = useState<keyof typeof SAID | null>(null);
  const attach = (event: FormEvent): void => {
    event.preventDefault();
    const url = loopbackSocket(address);
    say(url ? null : 'notHere');
    if (url) attachToServer(inspector, url, wasThere => say(wasThere ? 'ended' : 'never'));
  };
  return (
    <form className="inspect-attach" onSubmit={attach}>
      <label>
        {tr('Attach to')}
        <input
          value={address}
          onChange={event => setAddress(event.target.value)}
          placeholder="ws://127.0.0.1:8888"
          spellCheck={false}
          required
        />
      </label>
      <button type="submit" className="btn">
        {tr('Attach')}
      </button>
      <span role="status">{said && tr(SAID[said])}</span>
    </form>
  );
}
