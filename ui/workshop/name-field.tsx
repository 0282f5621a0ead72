/** The name of a seat: optional, and kept nowhere but in the memory of the program. */
import { useState } from 'react';
import { WORKSHOP_LIMITS } from '../../machines/workshop/messages.ts';
import { tr } from '../words/language.ts';
import type { Room } from './room.ts';

export function NameField({ room, onDone }: { readonly room: Room; readonly onDone: () => void }) {
  const [name, setName] = useState(room.store.get().name ?? '');
  return (
    <form
      className="ws-naming"
      onSubmit={event => {
        event.preventDefault();
        if (room.send({ type: 'name', name })) onDone();
      }}
    >
      <label>
        {tr('Your name, if you like')}
        <input
          value={name}
          maxLength={WORKSHOP_LIMITS.nameLength}
          autoComplete="off"
          onChange={event => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="btn">
        {tr('Keep')}
      </button>
      <p className="ws-quiet">{tr('It stays in the memory of the program and is written nowhere.')}</p>
    </form>
  );
}
