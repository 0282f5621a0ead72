/** What the steps of a walk did, in a word or two: the whole sentence is a step's own. */
import { requestInfo } from '../filters/request-info.ts';
import { english, type Translate } from '../words/translate.ts';
import type { RequestWalk } from './request-walk.ts';

/** A note at the end of a step's line; empty where its sign says all. */
export function walkNote(
  { step, verdict }: RequestWalk['steps'][number],
  walk: RequestWalk,
  tr: Translate = english,
): string {
  const { facts, end } = walk;
  if (verdict === 'here') return tr('it stands here');
  if (verdict === 'rejected') return end?.kind === 'rejected' ? String(end.status) : '';
  if (verdict === 'skipped') return tr('skipped');
  if (verdict !== 'acted') return '';
  switch (step.name) {
    case 'request-info': {
      const { verb, resource } = requestInfo(facts.method, facts.target, facts.userAgent);
      return `${verb} ${resource}`.trim();
    }
    case 'mux-and-discovery':
      return tr('marked');
    case 'panic-recovery':
      return 'panic';
    case 'wait-group':
    case 'watch-termination':
      return tr('counted');
    case 'goaway':
      return 'GOAWAY';
    case 'timeout':
      return end?.kind === 'responded' ? String(end.status) : tr('cut');
    case 'authentication':
      return facts.impersonator ?? facts.user ?? '';
    case 'impersonation':
      return facts.user ?? '';
    case 'audit':
      return facts.audit === 'lost' ? tr('lost') : facts.audit === 'logged' ? tr('written') : '';
    default:
      return '';
  }
}

/** Where the request is and how it got there, in a sentence. */
export function walkSentence(walk: RequestWalk, tr: Translate = english): string {
  const { place, end, answeredBy } = walk;
  switch (place) {
    case 'outside':
      return tr('It has not reached the server.');
    case 'entering':
      return tr('It has arrived, and the chain has not decided yet.');
    case 'inside':
      return answeredBy === null
        ? tr('It has passed the chain, and its handler works.')
        : tr('It has passed the chain, and {server} works on it.', { server: answeredBy });
    case 'turnedAway':
      return end?.kind !== 'rejected'
        ? ''
        : walk.steps.some(({ verdict }) => verdict === 'rejected')
          ? tr('The {filter} filter turned it away with {status}.', {
              filter: end.filter,
              status: end.status,
            })
          : tr('It passed the chain, and nobody behind it knows its path: {status}.', { status: end.status });
    case 'answered':
      if (end?.kind !== 'responded') return '';
      return answeredBy === null
        ? tr('It passed the chain and got {status}.', { status: end.status })
        : tr('It passed the chain, and {server} answered {status}.', {
            server: answeredBy,
            status: end.status,
          });
    case 'cut':
      return end?.kind === 'aborted' ? tr('It was cut off inside: {reason}.', { reason: end.reason }) : '';
  }
}
