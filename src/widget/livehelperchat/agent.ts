import type { Client } from '../chat/client';
import type { LhcAttributes } from './lhc';

/**
 * Shows the agent attributes of the visitor among the chat's data. Live Helper Chat accepts them only in a
 * conversation, so earlier ones wait for its start. It has no events of a chat: they become attributes too, the last of
 * each name.
 *
 * @returns the two calls, and a function to call when a conversation starts
 */
export function tellAgents(
  base: string,
  attributes: LhcAttributes,
): [Required<Pick<Client, 'setAttributes' | 'addEvent'>>, begun: () => void] {
  const told: Record<string, string> = {};
  let waiting: ((error?: unknown) => void)[] = [];
  const send = (): void => {
    const { id, hash, vid } = attributes.userSession;
    if (!id || !waiting.length) return;
    const heard = waiting;
    waiting = [];
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(told)) {
      for (const [field, content] of [
        ['name', name],
        ['value', value],
        ['type', 'hidden'],
        ['size', '6'],
        ['req', 'f'],
        ['sh', 'b'],
        ['encattr', 'f'],
      ])
        form.append(`${field}[]`, content as string);
    }
    fetch(`${base}chat/refreshcustomfields/(vid)/${vid}/(hash)/${id}_${hash}`, { method: 'POST', body: form })
      .then((response) => response.json())
      .then(({ stored }) => {
        for (const each of heard) each(stored === 'true' ? null : stored);
      })
      .catch((error) => {
        for (const each of heard) each(error);
      });
  };
  const tell = (what: Record<string, string>, heard: (error?: unknown) => void): void => {
    Object.assign(told, what);
    waiting.push(heard);
    send();
  };
  return [
    {
      setAttributes: tell,
      addEvent: (name, data, heard) => tell({ [name]: Object.values(data).join(' · ') }, heard),
    },
    send,
  ];
}
