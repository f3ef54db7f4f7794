import type { CreatePanel, Panel, PanelParts } from '../scripts';

/** What opens before the chat, and comes when it is asked for the first time. */
export type Before = [
  /**
   * Opens the panel.
   *
   * @param isAwaited whether the user still waits for it
   * @param about class and key of a request: the chat about it opens at once
   * @param came told that it is shown, or has nothing to show, fails, or does not come
   */
  open: (isAwaited: () => boolean, about: string | undefined, came: (isShown: boolean) => void) => void,
  /** @returns whether it was open */
  close: () => boolean,
  /**
   * Tells the agent what is told later.
   *
   * @param isOpened the user has opened the chat
   */
  tell: (isOpened: boolean) => void,
];

export function createBefore(parts: PanelParts): Before {
  let url = parts[0][0].chatUrl.replace(/\w+\.js/, 'panel.js');
  let panel: Panel | undefined;

  const bring = (): Promise<Panel> =>
    import(url).then(
      ({ default: createPanel }: { default: CreatePanel }) => {
        panel ??= createPanel(parts);
        return panel;
      },
      () => {
        // A module that failed is not asked for again.
        url += '?';
        throw url;
      },
    );

  return [
    (isAwaited, about, came) => {
      bring()
        .then((there) => there.open(isAwaited, about))
        .catch(() => false)
        .then(came);
    },
    () => !!panel?.close(),
    (isOpened) => {
      bring().then(
        (there) => there.tell(isOpened),
        () => {},
      );
    },
  ];
}
