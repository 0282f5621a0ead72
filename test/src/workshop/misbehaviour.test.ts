/** People in a workshop who do not behave, with real sockets. */
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorkshopFixture } from './fixture.ts';
import { RoomPage } from './room-page.ts';

let workshop: WorkshopFixture;

beforeEach(async () => {
  workshop = await WorkshopFixture.start();
});
afterEach(() => workshop.close());

test('whoever comes from a page of another site is refused', async () => {
  const page = new RoomPage(workshop.port, null, { origin: 'http://evil.example' });
  expect(await page.closed).toBe(1006);
});

test('whoever says no hello is sent away', async () => {
  await workshop.close();
  workshop = await WorkshopFixture.start({ hello: 30 });
  const silent = new RoomPage(workshop.port, null);
  expect(await silent.closed).toBe(1008);
});

test.each([
  ['no JSON', '{'],
  ['nothing known', '{"type":"shout"}'],
  ['a choice that is none', '{"type":"answer","question":"why/door","choice":1.5}'],
  ['more than is known', '{"type":"name","name":"Ada","admin":true}'],
])('whoever sends %s is told so', async (_, text) => {
  const follower = await workshop.follow();
  follower.socket.send(text);
  expect((await follower.until('refused')).code).toBe('bad-message');
});

test('whoever keeps sending nonsense, or too fast, is closed; the others go on', async () => {
  const [presenter, other] = [await workshop.present(), await workshop.follow()];
  const [noisy, hasty] = [await workshop.follow(), await workshop.follow()];
  for (let n = 0; n < 12; n++) noisy.socket.send(Buffer.from([1, 2, 3]));
  for (let n = 0; n < 60; n++) hasty.say({ type: 'name', name: `n${n}` });
  expect(await noisy.closed).toBe(1008);
  expect(await hasty.closed).toBe(1008);
  expect((await hasty.until('refused')).code).toBe('too-fast');
  presenter.show({ blank: true });
  await other.until('shown');
});

test('whoever sends too much is closed', async () => {
  const [follower, presenter] = [await workshop.follow(), await workshop.present()];
  follower.say({ type: 'name', name: 'x'.repeat(1_100) });
  expect(await follower.closed).toBe(1009);
  presenter.show({ link: 'x'.repeat(40_000) });
  expect(await presenter.closed).toBe(1009);
});

test('whoever vanishes without a word is missed after two heartbeats', async () => {
  await workshop.close();
  workshop = await WorkshopFixture.start({ heartbeat: 100 });
  const presenter = await workshop.present();
  const gone = await followDeaf();
  await presenter.until('presence', ({ followers }) => followers === 1);
  await presenter.until('presence', ({ followers }) => followers === 0);
  gone.destroy();
});

test('everybody is given a sign of life, whatever the presenter does', async () => {
  await workshop.close();
  workshop = await WorkshopFixture.start({ heartbeat: 100, counts: 0 });
  const follower = await workshop.follow();
  const signs = (): number => follower.heard.filter(({ type }) => type === 'presence').length;
  const before = signs();
  await expect.poll(signs).toBeGreaterThan(before + 2);
});

test('whoever reads nothing harms nobody, and is dropped', async () => {
  await workshop.close();
  workshop = await WorkshopFixture.start({ patience: 100, shown: 0 });
  const [presenter, other] = [await workshop.present(), await workshop.follow()];
  const stuck = await followDeaf();
  await presenter.until('presence', ({ followers }) => followers === 2);
  const followers = (): number | undefined =>
    presenter.heard.findLast(message => message.type === 'presence')?.followers;
  // Its system takes some of it, and then no more.
  const link = 'x'.repeat(30_000);
  let steps = 0;
  for (; followers() === 2; steps++) {
    presenter.show({ link });
    await other.until('shown', ({ n }) => n === steps + 1);
  }
  stuck.destroy();
  expect(steps).toBeGreaterThan(4);
  expect(other.heard.filter(({ type }) => type === 'shown')).toHaveLength(steps);
});

/** A follower whose machine reads nothing of what it is sent, and so answers no pings. */
function followDeaf(): Promise<Socket> {
  return new Promise(resolve => {
    const { port } = workshop;
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        [
          'GET /api/workshop HTTP/1.1',
          `Host: 127.0.0.1:${port}`,
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          '',
          '',
        ].join('\r\n'),
      );
      const hello = Buffer.from('{"type":"hello","role":"follower"}');
      // A text frame, masked with zeros.
      socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), hello]));
      socket.pause();
      resolve(socket);
    });
    socket.on('error', () => {});
  });
}
