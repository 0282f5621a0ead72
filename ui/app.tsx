/** The page: five regions, one playhead. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { LinkState } from '../machines/view/link.ts';
import { editorCommands } from './editor/editor-commands.ts';
import { EditorSlot } from './editor/editor-slot.tsx';
import { ThingMenuHost } from './faults/thing-menu-host.tsx';
import { Header } from './header/header.tsx';
import { Narration } from './header/narration.tsx';
import { Problem } from './header/problem.tsx';
import { introCommands } from './intro/intro-commands.ts';
import { IntroNarration } from './intro/intro-narration.tsx';
import type { Introduction } from './intro/introduction.ts';
import { addedCommandsStore } from './keys/added-commands.ts';
import { commandsOf } from './keys/commands.ts';
import { Help } from './keys/help.tsx';
import { useKeys } from './keys/use-keys.ts';
import { lessonCommands } from './lessons/lesson-commands.ts';
import { hidesFuture, lessonStore } from './lessons/lesson-store.ts';
import { LessonsHost } from './lessons/lessons-host.tsx';
import { lineageCommands } from './lineages/lineage-commands.ts';
import { LineagesHost } from './lineages/lineages-host.tsx';
import { type CopiedLink, copyLink, LinkPopover } from './link/copy-link.tsx';
import { useAddress } from './link/use-address.ts';
import { FASTEST_MOTION } from './map/motion.ts';
import { SignalMap } from './map/signal-map.tsx';
import { NewVersion } from './offline/new-version-note.tsx';
import { Panel } from './panel/panel.tsx';
import { SignalTable } from './panel/signal-table.tsx';
import { TimelineTable } from './panel/timeline-table.tsx';
import { useAttention } from './panel/use-attention.ts';
import { ServerRoom } from './room/server-room.tsx';
import type { Session } from './session/session.ts';
import { useStore } from './session/store.ts';
import { useFrames } from './session/use-frames.ts';
import { Timeline } from './timeline/timeline.tsx';
import { SPEEDS, Transport } from './transport/transport.tsx';

interface AppProps {
  readonly session: Session;
  readonly introduction: Introduction;
  /** The link that the page was opened with. */
  readonly opened: LinkState;
}

export function App({ session, introduction, opened }: AppProps) {
  const { player } = session;
  const [helpOpen, setHelpOpen] = useState(false);
  const toggleHelp = useCallback(() => setHelpOpen(open => !open), []);
  const [copied, setCopied] = useState<CopiedLink | null>(null);
  const showLink = useCallback(() => {
    void copyLink(session, opened).then(setCopied);
  }, [session, opened]);
  const hideLink = useCallback(() => setCopied(null), []);
  const added = useStore(addedCommandsStore, value => value);
  const commands = useMemo(
    () => [
      ...added(),
      ...commandsOf(session, SPEEDS, toggleHelp, showLink),
      ...editorCommands,
      ...lineageCommands(session),
      ...lessonCommands(),
      ...introCommands(introduction),
    ],
    [session, introduction, toggleHelp, showLink, added],
  );
  useKeys(commands, helpOpen);
  useFrames(session);
  const attention = useAttention(player);
  const isStill = useStore(player.store, ({ playing, speed }) => !playing || speed > FASTEST_MOTION);
  const hasRun = useStore(player.store, ({ source }) => source !== null);
  const hasLesson = useStore(lessonStore, state => state !== null);
  const isUnfolding = useStore(lessonStore, hidesFuture);
  const introducing = useStore(introduction.store, state => state.running);
  useTitle(session);
  useAddress(session, opened);
  const classes = [isStill && 'still', hasLesson && 'in-lesson', isUnfolding && 'unfolding']
    .filter(Boolean)
    .join(' ');
  return (
    <div className={`app ${classes}`} aria-busy={!hasRun}>
      <div>
        <Header session={session} onHelp={toggleHelp} onCopyLink={showLink} />
        <Problem session={session} />
      </div>
      {introducing ? (
        <IntroNarration introduction={introduction} session={session} />
      ) : (
        <Narration player={player} />
      )}
      <main className="views">
        <ServerRoom player={player} />
        <SignalMap player={player} attention={attention} session={session} />
        <Panel player={player} signal={attention} />
        <SignalTable player={player} />
        <TimelineTable player={player} />
        <ThingMenuHost player={player} />
      </main>
      <Timeline player={player} session={session} />
      <Transport session={session} />
      <EditorSlot session={session} />
      <LineagesHost session={session} />
      <LessonsHost session={session} />
      {helpOpen && (
        <Help
          session={session}
          commands={commands}
          onCopyLink={showLink}
          onClose={() => setHelpOpen(false)}
        />
      )}
      <NewVersion />
      {copied && <LinkPopover link={copied} onClose={hideLink} />}
    </div>
  );
}

/** The title says what is shown: it is what a bookmark is called. */
function useTitle(session: Session): void {
  const scenario = useStore(session.store, state => state.scenario);
  useEffect(() => {
    document.title = `Lastcall · ${scenario}`;
  }, [scenario]);
}
