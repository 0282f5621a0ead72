/** A room of a workshop with a clock that the test moves. */
import type { FollowerMessage, Hello, PresenterMessage, Shown } from '../../../machines/workshop/messages.ts';
import { stepRoom } from '../../../machines/workshop/room.ts';
import {
  emptyRoom,
  type Room,
  type RoomEffect,
  type RoomInput,
} from '../../../machines/workshop/room-state.ts';
import { NOTHING_YET } from './shown.ts';

export class Hall {
  room: Room = emptyRoom(0);
  nowMs = 0;
  clients = 0;

  step(input: RoomInput): readonly RoomEffect[] {
    const { room, effects } = stepRoom(this.room, input, this.nowMs);
    this.room = room;
    return effects;
  }

  join(hello: Hello): { client: number; effects: readonly RoomEffect[] } {
    const client = ++this.clients;
    const effects = this.step({
      type: 'joined',
      client,
      hello,
      fresh: `seat-${client}`,
      audienceUrl: 'http://a/j',
    });
    return { client, effects };
  }

  follow(seat?: string): number {
    return this.join({ type: 'hello', role: 'follower', ...(seat === undefined ? {} : { seat }) }).client;
  }

  say(client: number, message: FollowerMessage): readonly RoomEffect[] {
    return this.step({ type: 'follower', client, message });
  }

  show(shown: Partial<Shown>): void {
    const message: PresenterMessage = { type: 'show', shown: { ...NOTHING_YET, ...shown } };
    this.step({ type: 'presenter', client: 0, message });
  }
}
