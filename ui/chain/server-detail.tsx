/** What is known of one server of the chain, or of one beside it. */
import type { ServerChainView, ServerView, ServiceView } from '../../machines/view/server-chain.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface DetailProps {
  readonly name: string;
  readonly chain: ServerChainView;
  readonly origin: number | null;
}

export function ServerDetail({ name, chain, origin }: DetailProps) {
  const server = chain.servers.find(candidate => candidate.name === name);
  if (server) return <OneServer server={server} isFirst={server === chain.servers[0]} origin={origin} />;
  const service = chain.services.find(candidate => candidate.name === name);
  if (service) return <OneService service={service} origin={origin} />;
  return (
    <section className="server-detail" aria-label={tr('not found')}>
      <h2>{tr('not found')}</h2>
      <p>
        {tr(
          'The end of the chain: 404 for a path that no server knows; before MuxAndDiscoveryComplete 503, for it may yet come to be known.',
        )}
      </p>
    </section>
  );
}

function OneServer({
  server,
  isFirst,
  origin,
}: {
  readonly server: ServerView;
  readonly isFirst: boolean;
  readonly origin: number | null;
}) {
  const { facts, hooks, installs } = server;
  const checks = [
    ...(isFirst ? ['ping', 'log'] : []),
    ...hooks.map(({ name }) => `poststarthook/${name}`),
    ...(isFirst && installs.includes('shutdown check') ? ['shutdown'] : []),
  ];
  return (
    <section className="server-detail" aria-label={server.name}>
      <h2>{server.name}</h2>
      <p>{tr('{sentence}.', { sentence: tr.text(facts.description) })}</p>
      <h3>{tr('Groups that it serves itself')}</h3>
      <List items={facts.groups.map(group => (group === '' ? tr('core (/api/v1)') : group))} />
      {hooks.length > 0 && (
        <>
          <h3>{tr('Post-start hooks')}</h3>
          <ul className="server-list">
            {hooks.map(({ name, state, t, error }) => (
              <li key={name} data-state={state}>
                <span>{name}</span>
                <span>{error ?? (t === null ? tr('under way') : clockTime(t, origin))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {checks.length > 0 && (
        <>
          <h3>{tr('Health checks')}</h3>
          <List items={checks} />
        </>
      )}
      {installs.length > 0 && (
        <>
          <h3>{tr('Installed by PrepareRun')}</h3>
          <List items={installs} />
        </>
      )}
      {facts.muxSignal !== null && (
        <>
          <h3>{tr('Its own signal')}</h3>
          <p>
            {facts.muxHook === null
              ? facts.muxSignal
              : tr('{signal}, closed by the hook {hook}', { signal: facts.muxSignal, hook: facts.muxHook })}
          </p>
        </>
      )}
      <h3>{tr('Source')}</h3>
      <span className="src">{facts.source}</span>
    </section>
  );
}

function OneService({ service, origin }: { readonly service: ServiceView; readonly origin: number | null }) {
  return (
    <section className="server-detail" aria-label={service.name}>
      <h2>{service.name}</h2>
      <p>
        {tr(
          'A server of its own, behind an APIService: the aggregator passes its requests on, and answers 503 itself while it is down.',
        )}
      </p>
      {service.since !== null && (
        <p>
          {service.available
            ? tr('up since {time}', { time: clockTime(service.since, origin) })
            : tr('down since {time}', { time: clockTime(service.since, origin) })}
        </p>
      )}
    </section>
  );
}

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="server-list">
      {items.map(item => (
        <li key={item}>
          <span>{item}</span>
        </li>
      ))}
    </ul>
  );
}
