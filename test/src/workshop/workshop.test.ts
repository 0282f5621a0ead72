/** A workshop with real sockets: a presenter, and followers. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { QuestionShown } from '../../../machines/workshop/messages.ts';
import type { FakeLiveRun } from '../fake-live-run.ts';
import { WorkshopFixture } from './fixture.ts';
import { RoomPage, SHOWN } from './room-page.ts';

let workshop: WorkshopFixture;

beforeEach(async () => {
  workshop = await WorkshopFixture.start();
});
afterEach(() => workshop.close());

const QUESTION: QuestionShown = { id: 'why/door', choices: 3, open: true, bars: false, right: null };

describe('the audience', () => {
  test('follows what the presenter shows, whenever it comes', async () => {
    const presenter = await workshop.present();
    const early = await workshop.follow();
    presenter.show({ playhead: { t: 1500, playing: true, speed: 2 } });
    const shown = await early.until('shown');
    expect(shown.shown.playhead).toEqual({ t: 1500, playing: true, speed: 2 });
    const late = await workshop.follow();
    const again = await late.until('shown');
    expect(again).toMatchObject({ n: shown.n, shown: shown.shown });
    expect(again.ageMs).toBeGreaterThan(shown.ageMs);
    await presenter.until('presence', ({ presenter: is, followers }) => is && followers === 2);
  });

  test('keeps what was shown while the presenter reloads, who goes on from there', async () => {
    const [presenter, follower] = [await workshop.present(), await workshop.follow()];
    presenter.show({ blank: true });
    await follower.until('shown');
    await presenter.vanish();
    await follower.until('presence', ({ presenter: is }) => !is);
    const again = await workshop.present();
    expect((await again.until('shown')).shown).toEqual({ ...SHOWN, blank: true });
    again.show({ blank: false });
    expect((await follower.until('shown', ({ n }) => n === 2)).shown.blank).toBe(false);
  });

  test('answers, changes its mind while it may, and sees the room only then', async () => {
    const [presenter, first, second] = [
      await workshop.present(),
      await workshop.follow(),
      await workshop.follow(),
    ];
    presenter.show({ question: QUESTION });
    await Promise.all([first.until('shown'), second.until('shown')]);
    first.say({ type: 'answer', question: QUESTION.id, choice: 2 });
    first.say({ type: 'answer', question: QUESTION.id, choice: 1 });
    await first.until('answered', ({ choice }) => choice === 1);
    await first.until('answers', ({ counts }) => counts.join() === '0,1,0');
    await presenter.until('answers', ({ counts }) => counts.join() === '0,1,0');
    presenter.show({ question: { ...QUESTION, open: false } });
    await second.until('shown', ({ shown }) => shown.question?.open === false);
    second.say({ type: 'answer', question: QUESTION.id, choice: 0 });
    expect((await second.until('refused')).code).toBe('closed');
    expect(second.heard.filter(({ type }) => type === 'answers')).toEqual([]);
    presenter.show({ question: { ...QUESTION, open: false, bars: true, right: 1 } });
    expect((await second.until('answers')).counts).toEqual([0, 1, 0]);
  });

  test('comes back to its seat with its answers; nobody else is told a name', async () => {
    const [presenter, follower] = [
      await workshop.present(),
      await workshop.follow(undefined, '  Ada \u202e<b>Lovelace</b>\n'),
    ];
    const { seat, name } = await follower.until('welcome');
    expect(name).toBe('Ada <b>Lovelace</b>');
    presenter.show({ question: QUESTION });
    await follower.until('shown');
    follower.say({ type: 'answer', question: QUESTION.id, choice: 2 });
    await follower.until('answered');
    await follower.vanish();
    const again = await workshop.follow(seat as string);
    expect(await again.until('welcome')).toMatchObject({ seat, name, answers: { [QUESTION.id]: 2 } });
    await presenter.until('answers', ({ counts }) => counts[2] === 1);
    expect(JSON.stringify(presenter.heard)).not.toContain('Ada');
  });

  test('with a seat that nobody knows gets a new one', async () => {
    const { seat } = await (await workshop.follow('made up')).until('welcome');
    expect(seat).toMatch(/^[\w-]{22}$/);
  });

  test('learns that a question is put again', async () => {
    const [presenter, follower] = [await workshop.present(), await workshop.follow()];
    presenter.show({ question: QUESTION });
    await follower.until('shown');
    follower.say({ type: 'answer', question: QUESTION.id, choice: 0 });
    await presenter.until('answers', ({ counts }) => counts[0] === 1);
    presenter.say({ type: 'clear', question: QUESTION.id });
    await presenter.until('answers', ({ counts }) => counts[0] === 0);
    expect((await follower.until('welcome')).answers).toEqual({});
  });

  test('solves a task, and everybody sees how many have', async () => {
    const [presenter, follower, other] = [
      await workshop.present(),
      await workshop.follow(),
      await workshop.follow(),
    ];
    presenter.show({ task: 'why' });
    await follower.until('shown');
    follower.say({ type: 'task', lesson: 'why', tries: 3, solved: true });
    other.say({ type: 'task', lesson: 'why', tries: 1, solved: false });
    await presenter.until('task', ({ tried, solved }) => tried === 2 && solved === 1);
    await other.until('task', ({ tried, solved }) => tried === 2 && solved === 1);
    other.say({ type: 'task', lesson: 'door', tries: 1, solved: true });
    expect((await other.until('refused')).code).toBe('closed');
  });
});

describe('who steers', () => {
  test('needs the secret, and is slowed down when guessing', async () => {
    const { port } = workshop;
    const guess = (text: string) => new RoomPage(port, { type: 'hello', role: 'presenter', secret: text });
    for (const wrong of ['', 'x'.repeat(22), `${workshop.secret.text} `]) {
      const page = guess(wrong);
      expect((await page.until('refused')).code).toBe('wrong-secret');
      expect(await page.closed).toBe(1008);
    }
    const right = guess(workshop.secret.text);
    expect((await right.until('refused')).code).toBe('too-fast');
    await right.closed;
    expect(right.heard.map(({ type }) => type)).toEqual(['refused']);
    // The audience is let in all the same.
    await workshop.follow();
  });

  test('is the presenter: a follower who sends the same is not understood', async () => {
    const [presenter, follower] = [await workshop.present(), await workshop.follow()];
    follower.say({ type: 'show', shown: { ...SHOWN, blank: true } });
    expect((await follower.until('refused')).code).toBe('bad-message');
    expect(presenter.heard.filter(({ type }) => type === 'shown')).toEqual([]);
  });

  test('may do so from the notes', async () => {
    const presenter = await workshop.present();
    const notes = await RoomPage.open(workshop.port, {
      type: 'hello',
      role: 'notes',
      secret: workshop.secret.text,
    });
    notes.say({ type: 'command', command: 'next' });
    expect((await presenter.until('command')).command).toBe('next');
    presenter.show({ blank: true });
    expect((await notes.until('shown')).shown.blank).toBe(true);
    // Whoever shows something knows what it is.
    expect(presenter.heard.filter(({ type }) => type === 'shown')).toEqual([]);
  });

  test('knows the address of the audience, who do not need to', async () => {
    const { audienceUrl } = await (await workshop.present()).until('welcome');
    expect(audienceUrl).toBe(`http://127.0.0.1:${workshop.port}/j`);
    expect((await (await workshop.follow()).until('welcome')).audienceUrl).toBeNull();
  });
});

describe('everybody press now', () => {
  let live: FakeLiveRun;
  let presenter: RoomPage;

  beforeEach(async () => {
    const authorization = `Bearer ${workshop.secret.text}`;
    await workshop.api.send('POST', '/api/runs', { scenario: 'graceful', mode: 'live' }, { authorization });
    live = workshop.api.lives[0] as FakeLiveRun;
    presenter = await workshop.present();
  });

  test('each seat learns what became of its own, and the room of all', async () => {
    const [first, second] = [await workshop.follow(), await workshop.follow()];
    presenter.show({ fire: true });
    await Promise.all([first.until('shown'), second.until('shown')]);
    first.say({ type: 'fire', connection: 'new' });
    const { fire } = await first.until('fired');
    expect(fire).toEqual({ request: 'r1', connection: 'new', outcome: null, status: null, tookMs: null });
    second.say({ type: 'fire', connection: 'reuse' });
    await second.until('fired');
    expect(live.requests.map(({ connection }) => connection)).toEqual(['new', 'reuse']);
    live.happen({ type: 'request.settled', request: 'r1', outcome: 'rejected', status: 429 });
    live.happen({ type: 'request.settled', request: 'r2', outcome: 'refused', status: null });
    const mine = await first.until('fired', ({ fire: { outcome } }) => outcome !== null);
    expect(mine.fire).toMatchObject({ request: 'r1', outcome: 'rejected', status: 429 });
    expect(mine.fire.tookMs).toBeGreaterThan(0);
    const { sent, outcomes } = await second.until('fires', fires => fires.outcomes.refused === 1);
    expect([sent, outcomes]).toEqual([2, { 429: 1, refused: 1 }]);
  });

  test('a seat may fire when it is asked to, no faster than allowed, and while a server runs', async () => {
    const follower = await workshop.follow();
    follower.say({ type: 'fire', connection: 'new' });
    expect((await follower.until('refused')).code).toBe('closed');
    presenter.show({ fire: true });
    await follower.until('shown');
    for (let n = 0; n < 5; n++) follower.say({ type: 'fire', connection: 'new' });
    await follower.until('refused', ({ code }) => code === 'too-fast');
    expect(live.requests).toHaveLength(3);
    live.exit(0, 'completed');
    const other = await workshop.follow();
    other.say({ type: 'fire', connection: 'new' });
    expect((await other.until('refused')).code).toBe('no-live-run');
  });

  test('what a run that is ended by force leaves open has failed', async () => {
    const follower = await workshop.follow();
    presenter.show({ fire: true });
    await follower.until('shown');
    follower.say({ type: 'fire', connection: 'reuse' });
    await follower.until('fired');
    live.kill();
    await follower.until('fired', ({ fire }) => fire.outcome === 'failed');
  });

  test('a seat that comes back sees what became of what it had fired', async () => {
    const follower = await workshop.follow();
    const { seat } = await follower.until('welcome');
    presenter.show({ fire: true });
    await follower.until('shown');
    follower.say({ type: 'fire', connection: 'new' });
    await follower.until('fired');
    await follower.vanish();
    live.happen({ type: 'request.settled', request: 'r1', outcome: 'ok', status: 200 });
    const again = await workshop.follow(seat as string);
    expect((await again.until('fired')).fire).toMatchObject({ request: 'r1', outcome: 'ok', status: 200 });
  });
});
