import { describe, expect, test } from 'vitest';
import { demoUser, friendlyName } from '../../sandbox/itop/users';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { useDesk } from './desk';

const desk = useDesk();

describe.each(ITOP_VERSIONS.map(({ id }) => id))('iTop %s', (version) => {
  test('a portal user writes, the agent sees who it is and answers', async () => {
    const paula = await desk.person();
    await paula.openPortal('paula', version);
    await paula.openChat();
    await paula.write('My printer is on fire');

    const agent = await desk.agent();
    const chat = agent.chatWith('My printer is on fire');
    await chat.getByText('✔ verified').waitFor();
    expect(await chat.locator('.name').textContent()).toBe('Paula Portal');
    expect(await chat.locator('.email').textContent()).toBe('paula.portal@example.com');

    await agent.answer(chat, 'Leave the building');
    await paula.chat.getByText('Leave the building').waitFor();
    expect(paula.troubles).toEqual([]);
  });

  test('a console user writes where the console is enabled', async () => {
    await desk.sandbox.configure({ enabled_portals: ['backoffice'], allowed_profiles: ['Support Agent'] });
    const alice = await desk.person();
    await alice.openConsole('alice', version);
    await alice.openChat();
    await alice.write('Second level, please');

    const chat = (await desk.agent()).chatWith('Second level, please');
    await chat.getByText('✔ verified').waitFor();
    expect(await chat.locator('.name').textContent()).toBe('Alice Agent');
    expect(alice.troubles).toEqual([]);
  });

  test('a hostile name does no harm, and the agent sees it intact', async () => {
    const harry = await desk.person();
    await harry.openPortal('harry', version);
    await harry.openChat();
    await harry.write('<script>alert(2)</script>');

    const agent = await desk.agent();
    const chat = agent.chatWith('<script>alert(2)</script>');
    await chat.getByText('✔ verified').waitFor();
    expect(await chat.locator('.name').textContent()).toBe(friendlyName(demoUser('harry')));
    expect(await chat.locator('.email').textContent()).toBe(demoUser('harry').fields.email);
    await harry.useItop();
    expect(harry.troubles).toEqual([]);
  });
});

test('without e-mail in secure mode the chat works and the agent sees no name', async () => {
  const nora = await desk.person();
  await nora.openPortal('nora');
  await nora.openChat();
  await nora.write('Who am I?');
  const chat = (await desk.agent()).chatWith('Who am I?');
  await chat.getByText('not verified').waitFor();
  expect(await chat.textContent()).not.toContain('Nora');
});

test('without a contact the chat works and the agent sees neither name nor login', async () => {
  await desk.sandbox.configure({ enabled_portals: 'backoffice', allowed_profiles: [] });
  const nick = await desk.person();
  await nick.openConsole('nick');
  await nick.openChat();
  await nick.write('Who am I?');
  const chat = (await desk.agent()).chatWith('Who am I?');
  await chat.getByText('not verified').waitFor();
  expect(await chat.textContent()).not.toMatch(/nick/i);
});

test('with a wrong api_key the chat works and the agent sees no name', async () => {
  await desk.sandbox.configure({ api_key: 'f'.repeat(40) });
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('Who am I?');
  const chat = (await desk.agent()).chatWith('Who am I?');
  await chat.getByText('not verified').waitFor();
  expect(await chat.textContent()).not.toContain('Paula');
});

test('the conversation goes on from page to page', async () => {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write('My printer is on fire');
  await paula.chat.getByText('My printer is on fire').waitFor();
  await paula.page.getByRole('link', { name: 'Request R-000001' }).click();
  await paula.page.getByRole('heading', { name: 'R-000001' }).waitFor();
  await paula.openChat();
  await paula.chat.getByText('My printer is on fire').waitFor();
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(1);
});
