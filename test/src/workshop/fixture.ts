/** A program that holds a workshop, and whoever opens its pages. */
import { Secret } from '../../../src/api/secret.ts';
import type { WorkshopPace } from '../../../src/workshop/workshop-socket.ts';
import { ApiFixture } from '../api/fixture.ts';
import { RoomPage } from './room-page.ts';

export class WorkshopFixture {
  readonly api: ApiFixture;
  readonly secret: Secret;

  private constructor(api: ApiFixture, secret: Secret) {
    this.api = api;
    this.secret = secret;
  }

  static async start(pace: Partial<WorkshopPace> = {}): Promise<WorkshopFixture> {
    const secret = new Secret();
    const api = await ApiFixture.start({ serve: { workshop: { counts: 5, ...pace }, secret } });
    return new WorkshopFixture(api, secret);
  }

  get port(): number {
    return this.api.server.port;
  }

  close(): Promise<void> {
    return this.api.close();
  }

  present(): Promise<RoomPage> {
    return RoomPage.open(this.port, { type: 'hello', role: 'presenter', secret: this.secret.text });
  }

  follow(seat?: string, name?: string): Promise<RoomPage> {
    return RoomPage.open(this.port, {
      type: 'hello',
      role: 'follower',
      ...(seat === undefined ? {} : { seat }),
      ...(name === undefined ? {} : { name }),
    });
  }
}
