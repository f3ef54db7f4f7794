import type { CreatePanel, Panel, PanelParts } from '../scripts';

/** Milliseconds that the panel may take, its script and what it shows. */
const PATIENCE = 8_000;

/** What opens before the chat, and comes when it is asked for the first time. */
export interface Before {
  /**
   * Opens the panel; the chat itself where the panel has nothing to show, fails, or does not come.
   *
   * @param since when the user asked, in milliseconds since the page began
   * @param about class and key of a request: the chat about it opens at once
   */
  open(since: number, about?: string): void;
  /**
   * Tells the agent what is told later.
   *
   * @param isOpened the user has opened the chat
   */
  tell(isOpened: boolean): void;
  /** Closes it, or takes back that it opens. @returns whether there was something to close */
  close(): boolean;
}

/** @param setComing told when the user begins to wait for it, and when that ends */
export function createBefore(
  parts: PanelParts,
  openChat: (since: number) => void,
  setComing: (isComing: boolean) => void,
): Before {
  let url = parts.page.context.chatUrl.replace('chat.js', 'panel.js');
  let panel: Panel | undefined;
  let coming: object | undefined;

  const end = (): void => {
    coming = undefined;
    setComing(false);
  };

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

  return {
    open(since, about) {
      const mine = {};
      const isAwaited = (): boolean => coming === mine;
      const arrived = (isShown: boolean): void => {
        if (!isAwaited()) return;
        end();
        if (!isShown) openChat(since);
      };
      coming = mine;
      setComing(true);
      const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE));
      const shown = bring().then((there) => there.open(isAwaited, about));
      Promise.race([shown, late]).then(arrived, () => arrived(false));
    },
    tell(isOpened) {
      bring().then(
        (there) => there.tell(isOpened),
        () => {},
      );
    },
    close() {
      const wasComing = !!coming;
      if (wasComing) end();
      return panel?.close() || wasComing;
    },
  };
}
