import { buildWidget } from '../build/widget';

/** Before all tests: the widget that the extension serves is the one of the present sources. */
export async function setup(): Promise<void> {
  await buildWidget();
}
