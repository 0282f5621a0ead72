/** The steps of a start in words: what each is called, and why it stands where it stands. */
import { english, type Translate } from '../words/translate.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import type { StartStepName } from './start-facts.ts';
import type { StartStory } from './start-story.ts';

const TITLES = {
  process: 'The process starts',
  prepared: 'The servers are prepared',
  audit: 'The audit backend runs',
  listener: 'The listener opens',
  hooks: 'The post-start hooks run',
  notified: 'READY=1 goes to systemd',
  ready: '{endpoint} succeeds',
  livez: 'The livez grace is over',
} as const satisfies Partial<Record<StartStepName, Phrase>>;

const REASONS = {
  process: 'The servers of the chain are built back to front, so that each can be given the next one.',
  prepared: 'PrepareRun: each server has the next one prepared before it installs its own health endpoints.',
  audit: 'It runs before the listener opens, so that no request is answered without its audit event.',
  listener:
    'From now on everybody is answered. Not ready is not the same as closed: only a health check tells one from the other.',
  hooks: 'All start at once, each on a goroutine of its own. One that fails kills the process.',
  notified: 'It is sent once the post-start hooks have been started, not when they have returned.',
  ready: 'Every post-start hook has returned: load balancers that ask send traffic from now on.',
  beenReady: 'Somebody has asked for readiness and got 200 for the first time.',
  mux: 'Every server has registered its paths: an unknown path gets 404. Before, it got 503, lest a controller take what is not yet there for deleted.',
  livez:
    'So long /livez forgives post-start hooks that have not returned; then the kubelet may restart the container for them.',
} as const satisfies Record<StartStepName, Phrase>;

/** What a step is called. */
export function startTitle(
  name: StartStepName,
  { readyEndpoint }: Pick<StartStory, 'readyEndpoint'>,
  tr: Translate = english,
): string {
  if (name === 'beenReady') return tr('{name} fires', { name: 'HasBeenReady' });
  if (name === 'mux') return tr('{name} fires', { name: 'MuxAndDiscoveryComplete' });
  return name === 'ready' ? tr(TITLES.ready, { endpoint: readyEndpoint }) : tr(TITLES[name]);
}

/** Why a step stands where it stands. */
export function startReason(name: StartStepName, tr: Translate = english): string {
  return tr(REASONS[name]);
}
