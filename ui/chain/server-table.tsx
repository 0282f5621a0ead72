/** The chain of servers in words, for those who do not see the drawing. */
import type { ServerChainView } from '../../machines/view/server-chain.ts';
import { tr } from '../words/language.ts';
import { serverNow, serviceNow } from './server-words.ts';

export function ServerTable({
  chain,
  origin,
}: {
  readonly chain: ServerChainView;
  readonly origin: number | null;
}) {
  const { servers, services, notFound } = chain;
  return (
    <div className="visually-hidden">
      <table>
        <caption>{tr('The chain of servers, outermost first')}</caption>
        <thead>
          <tr>
            <th scope="col">{tr('Server')}</th>
            <th scope="col">{tr('State')}</th>
            <th scope="col">{tr('Requests answered')}</th>
          </tr>
        </thead>
        <tbody>
          {servers.map(server => (
            <Row
              key={server.name}
              name={server.name}
              state={serverNow(server, chain, origin)}
              number={server.answered}
            />
          ))}
          {services.map(service => (
            <Row
              key={service.name}
              name={service.name}
              state={serviceNow(service, origin)}
              number={service.answered}
            />
          ))}
          <Row name={tr('not found')} state="" number={notFound.answered + notFound.tooEarly} />
        </tbody>
      </table>
    </div>
  );
}

function Row({
  name,
  state,
  number,
}: {
  readonly name: string;
  readonly state: string;
  readonly number: number;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{state}</td>
      <td>{number}</td>
    </tr>
  );
}
