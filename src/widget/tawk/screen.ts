/** What is drawn shows at least one of these; others wait for their styles, or are a window that is opening. */
const DRAWN = 'button,textarea';

/**
 * Where tawk.to has its frames: boxes of the page at the level that tawk.to was told. They are kept, as a look at each
 * box of a page would cost what the page makes it cost.
 */
let known: Element[] = [];

/** Adds to the known boxes those among the given ones. */
function know(zIndex: number, candidates: Iterable<Node | null>): void {
  for (const box of new Set(candidates)) {
    if ((box as Element)?.localName === 'div' && getComputedStyle(box as Element).zIndex === `${zIndex}`) {
      known.push(box as Element);
    }
  }
}

function boxes(zIndex: number): Element[] {
  known = known.filter((box) => box.parentNode === document.body);
  // Such as a box that got its level later. Only those with frames count, which are few.
  if (!known.length)
    know(
      zIndex,
      [...document.getElementsByTagName('iframe')].map((frame) => frame.closest('body>*')),
    );
  return known;
}

/** tawk.to's frames. */
export function tawkFrames(zIndex: number): HTMLIFrameElement[] {
  return boxes(zIndex).flatMap((box) => [...box.querySelectorAll('iframe')]);
}

/** Whether something is drawn in a frame; so it is taken where we cannot look into it. */
function isDrawn({ contentDocument }: HTMLIFrameElement): boolean {
  return !contentDocument || [...contentDocument.querySelectorAll(DRAWN)].some((part) => part.clientWidth);
}

/** Those that can be seen and are drawn. */
export function shownFrames(zIndex: number): HTMLIFrameElement[] {
  return tawkFrames(zIndex).filter((frame) => frame.offsetWidth > 1 && isDrawn(frame));
}

/** Calls back when something of tawk.to appears, is drawn, goes, or comes again, before it is painted. */
export function watchScreen(zIndex: number, changed: () => void, signal: AbortSignal): void {
  const inside = new MutationObserver(look);
  const around = new MutationObserver((records) => {
    const before = known.length;
    know(
      zIndex,
      records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => !known.includes(node as Element)),
    );
    // Whatever else comes and goes in the page is no concern of ours.
    if (
      known.length > before ||
      records.some(({ removedNodes }) => known.some((box) => [...removedNodes].includes(box)))
    )
      look();
  });
  function look(): void {
    inside.disconnect();
    const empty = tawkFrames(zIndex).filter((frame) => !isDrawn(frame));
    for (const node of [...known, ...empty.map(({ contentDocument }) => contentDocument as Node)]) {
      inside.observe(node, { childList: true, subtree: true, attributes: true });
    }
    changed();
  }
  around.observe(document.body, { childList: true });
  look();
  signal.addEventListener('abort', () => {
    inside.disconnect();
    around.disconnect();
  });
}

/**
 * Gives the focus to the field for messages in tawk.to's window: not where the user writes something in iTop meanwhile,
 * and not on a touch screen, whose keyboard would lie on what is said there.
 *
 * @param host the launcher's, whose focus is taken, and which is waited for where nothing has it; false: the window came
 *     by itself, and only the focus of tawk.to's bubble is taken
 * @returns false where there is no field yet
 */
export function focusWindow(zIndex: number, host: Element | false): boolean {
  const frames = shownFrames(zIndex);
  const field = frames
    .flatMap(({ contentDocument }) => [...(contentDocument?.querySelectorAll('textarea') ?? [])])
    .find((each) => each.clientWidth);
  if (!field) return false;
  const { activeElement } = document;
  const isOurs = host && [host, document.body, null].includes(activeElement);
  if ((isOurs || frames.includes(activeElement as HTMLIFrameElement)) && matchMedia('(hover)').matches) field.focus();
  return true;
}
