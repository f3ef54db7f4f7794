import { CHAT_CLASS, LINK_CLASS } from '../../contract/itop-classes';
import type { ItopRest } from '../../itop/rest/rest';
import { CHAT_FIELDS } from '../chats/chat-fields';
import type { PropertyConfig } from '../config/config';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { refused } from './refused';
import { mayCreate, remedyFor } from './rights';

/**
 * Can chats be objects of this iTop, and can the bridge write them? Without the class chats are off, which is no
 * mistake.
 */
export async function examineChats(itop: ItopRest, { chats }: PropertyConfig): Promise<Diagnosis> {
  if (chats === 'off') return together([]);
  const attributes = [...CHAT_FIELDS, 'rating', 'tickets_list'];
  const refusal = await itop
    .find(CHAT_CLASS, { tawkto_id: 'itop-tawk doctor' }, attributes)
    .then(() => undefined, refused);
  if (refusal?.hasNoClass) {
    const what = `chats are off, because this iTop has no class ${CHAT_CLASS}`;
    const remedy = "Tick the module for chats in iTop's setup to have them, or write `chats: off`.";
    return found({ severity: 'note', code: 'no-chats', what, remedy });
  }
  if (refusal?.why === 'absent') {
    const what = `chats are off, because they cannot be read: ${refusal.detail}`;
    return found({ severity: 'warning', code: 'no-chats', what, remedy: 'Install this version of the module.' });
  }
  const lacking = refusal === undefined ? await notWritable(itop) : [CHAT_CLASS];
  if (lacking.length === 0) return passed(`${CHAT_CLASS}: chats can be read and written, and linked to tickets`);
  const what = `the bridge's user may not ${refusal === undefined ? 'create and change' : 'read'} ${lacking.join(', ')}: chats are not recorded`;
  return found({ severity: 'warning', code: 'rights-missing', what, remedy: remedyFor(CHAT_CLASS) });
}

async function notWritable(itop: ItopRest): Promise<string[]> {
  const lacking: string[] = [];
  for (const each of [CHAT_CLASS, LINK_CLASS]) if (!(await mayCreate(itop, each))) lacking.push(each);
  return lacking;
}
