/** What was written and not run outlives the editor. */
import { afterEach, expect, test } from 'vitest';
import { draftKey, editorStore, keepDraft, toggleEditor } from '../../../ui/editor/editor-store.ts';
import { Session } from '../../../ui/session/session.ts';

afterEach(() => editorStore.set({ open: false, drafts: new Map() }));

test('a draft belongs to the scenario that it was made from, and can be given up', () => {
  const key = draftKey(new Session().store.get());
  keepDraft(key, 'name: mine');
  toggleEditor();
  toggleEditor();
  expect(editorStore.get().drafts.get(key)).toBe('name: mine');
  keepDraft(key, null);
  expect(editorStore.get().drafts.size).toBe(0);
});

test('twenty drafts are kept; the one that was touched longest ago goes', () => {
  for (let number = 0; number < 20; number++) keepDraft(`scenario ${number}`, 'text');
  keepDraft('scenario 0', 'another text');
  keepDraft('one more', 'text');
  const kept = [...editorStore.get().drafts.keys()];
  expect(kept).toHaveLength(20);
  expect(kept).toContain('scenario 0');
  expect(kept).not.toContain('scenario 1');
});
