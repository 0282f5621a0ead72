import { describe, expect, test } from 'vitest';
import { editorCommands } from '../../ui/editor/editor-commands.ts';
import { commandsOf, keyOf } from '../../ui/keys/commands.ts';
import { lessonCommands } from '../../ui/lessons/lesson-commands.ts';
import { lineageCommands } from '../../ui/lineages/lineage-commands.ts';
import { Session } from '../../ui/session/session.ts';
import { SPEEDS } from '../../ui/transport/transport.tsx';

const session = new Session();
const commands = [
  ...commandsOf(
    session,
    SPEEDS,
    () => {},
    () => {},
  ),
  ...editorCommands,
  ...lineageCommands(session),
  ...lessonCommands(),
];

describe('the commands', () => {
  test('an arrow with Shift is another key than without it, a letter is it already', () => {
    expect(keyOf({ key: 'ArrowLeft', shiftKey: true })).toBe('Shift+ArrowLeft');
    expect(keyOf({ key: 'ArrowLeft', shiftKey: false })).toBe('ArrowLeft');
    expect(keyOf({ key: 'K', shiftKey: true })).toBe('K');
  });

  test('no key is taken twice', () => {
    const keys = commands.flatMap(command => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('each says in words what it does, and how its key is called', () => {
    for (const { shown, what } of commands) {
      expect(shown).not.toBe('');
      expect(what).toMatch(/^[a-z]/);
    }
  });

  test('can all be given before there is a run', () => {
    for (const command of commands) {
      // Theme, language and files belong to the page, and a restart makes a run.
      if (command.keys.some(key => ['d', 'L', 'O', 'S', 'r'].includes(key))) continue;
      expect(() => command.run(command.keys[0] ?? '')).not.toThrow();
    }
  });

  test('speed goes up and down by the steps that the transport offers, and no further', () => {
    const press = (key: string) => commands.find(command => command.keys.includes(key))?.run(key);
    const speed = () => session.player.store.get().speed;
    void session.restart('simulate');
    press('+');
    expect(speed()).toBe(2);
    for (let n = 0; n < 20; n++) press('-');
    expect(speed()).toBe(SPEEDS[0]);
    for (let n = 0; n < 20; n++) press('+');
    expect(speed()).toBe(SPEEDS.at(-1));
  });
});
