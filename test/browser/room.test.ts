import { expect, test } from 'vitest';
import { portalPath } from '../../sandbox/itop/portal';
import { ITOP_VERSIONS } from '../../sandbox/itop/versions';
import { useDesk } from './desk';

const desk = useDesk();
const SIZE = { viewport: { width: 1100, height: 700 } };

test.each(ITOP_VERSIONS)('iTop $id: at the end of a page the bubble lies on no button', async ({ id }) => {
  // tawk.to's bubble would take its place.
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person(SIZE);
  await paula.openPortal('paula', id);
  await paula.open(portalPath('/user'), id);
  await paula.launcher.waitFor();
  await paula.page.evaluate(() => {
    for (const each of [document.scrollingElement, ...document.querySelectorAll('div')]) each?.scrollTo(0, 1e6);
  });
  const bubble = await paula.launcher.boundingBox();
  for (const name of ['Submit the profile', 'Submit from the side']) {
    const button = await paula.page.getByRole('button', { name }).boundingBox();
    if (!bubble || !button) throw new Error(`${name} or the bubble is not on the page`);
    const isBeside = button.x + button.width <= bubble.x;
    const isAbove = button.y + button.height <= bubble.y;
    expect({ name, clear: isBeside || isAbove }).toEqual({ name, clear: true });
  }
});

test.each(ITOP_VERSIONS)('iTop $id: there is room nowhere else', async ({ id, portalSideBar }) => {
  await desk.sandbox.configure({ load: 'click' });
  const paula = await desk.person(SIZE);
  await paula.openPortal('paula', id);
  await paula.launcher.waitFor();
  const look = () =>
    paula.page.evaluate(() => ({
      padding: getComputedStyle(document.body).paddingBottom,
      menuEnds: document.querySelector('.ipb-navigation-menu')?.getBoundingClientRect().bottom,
    }));
  expect(await look()).toEqual({ padding: '0px', menuEnds: portalSideBar ? 700 : undefined });
  await paula.open(portalPath('/user'), id);
  await paula.launcher.waitFor();
  expect(await look()).toEqual(portalSideBar ? { padding: '0px', menuEnds: 700 } : { padding: '90px' });
});
