import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { OTHER_PROPERTY } from '../../sandbox/property';
import { useDesk } from './desk';
import type { Person } from './person';

// Two iTops on one host, such as production and test. The second one is the sandbox's under other marks: what its pages
// tell of their user, their iTop and their property is changed before our script reads it.

const desk = useDesk();
const SECRET = 'Only for the production desk';

interface Second {
  property?: string;
  /** Of the e-mail, by that property's key. */
  hash?: string;
}

/** A tab in the second iTop, of which the user has another key. */
async function secondItop(first: Person, { property, hash }: Second = {}): Promise<Person> {
  const second = await first.secondTab();
  await second.page.addInitScript(
    ([from, to, ofEmail]) => {
      Object.defineProperty(window, 'itopTawk', {
        configurable: true,
        set(printed) {
          delete window.itopTawk;
          const context = { ...printed, mark: 'itop-tawk-5ec0d000', user: '0123456789abcdef0123456789abcdef' };
          context.embedUrl = context.embedUrl.replace(from, to);
          if (ofEmail) context.visitor.hash = ofEmail;
          window.itopTawk = context;
        },
      });
    },
    [desk.sandbox.tawk.property.propertyId, property ?? desk.sandbox.tawk.property.propertyId, hash ?? ''] as const,
  );
  await second.open(portalPath());
  return second;
}

async function confide(): Promise<Person> {
  const paula = await desk.person();
  await paula.openPortal('paula');
  await paula.openChat();
  await paula.write(SECRET);
  await paula.chat.getByText(SECRET).waitFor();
  return paula;
}

async function expectStillThere(paula: Person): Promise<void> {
  await paula.open(portalPath());
  await paula.openChat();
  await paula.chat.getByText(SECRET).waitFor();
}

test('with a property of its own, neither removes the chat of the other', async () => {
  const paula = await confide();
  const second = await secondItop(paula, { property: OTHER_PROPERTY });
  await second.openChat();
  expect(await second.chat.getByText(SECRET).count()).toBe(0);
  await second.write('Only for the test desk');
  await second.chat.getByText('Only for the test desk').waitFor();
  // The page that is open has not been taken for somebody else's.
  expect(await paula.chat.getByText(SECRET).isVisible()).toBe(true);
  await expectStillThere(paula);
  await second.open(portalPath());
  await second.openChat();
  await second.chat.getByText('Only for the test desk').waitFor();
  expect(desk.sandbox.tawk.visitors.all).toHaveLength(2);
});

test('a log-out from the one leaves the chat of the other', async () => {
  const paula = await confide();
  const second = await secondItop(paula, { property: OTHER_PROPERTY });
  await second.openChat();
  await second.page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/pages/logoff.php', textContent: 'off' });
    link.onclick = () => false;
    document.body.append(link);
    link.click();
  });
  await expect.poll(() => second.page.locator('itop-tawk').count()).toBe(0);
  expect(await second.page.evaluate((id) => document.cookie.includes(`twk_uuid_${id}`), OTHER_PROPERTY)).toBe(false);
  await expectStillThere(paula);
});

test('with one property, the same person has the same conversation in both: the hash of secure mode tells', async () => {
  const paula = await confide();
  const second = await secondItop(paula);
  await second.openChat();
  await second.chat.getByText(SECRET).waitFor();
  await expectStillThere(paula);
});

test('with one property, another person of the second iTop does not see the conversation', async () => {
  const paula = await confide();
  const second = await secondItop(paula, { hash: '0'.repeat(64) });
  await expect.poll(() => second.page.evaluate(() => /twk_token/.test(Object.keys(localStorage).join()))).toBe(false);
  expect(await second.chat.getByText(SECRET).count()).toBe(0);
});
