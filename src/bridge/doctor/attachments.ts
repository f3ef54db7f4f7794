import type { ItopRest } from '../../itop/rest/rest';
import type { PropertyConfig } from '../config/config';
import { ATTACHMENT_CLASS, ATTACHMENT_FIELDS } from '../tickets/attachments';
import { type Diagnosis, found, passed, together } from './diagnosis';
import { refused } from './refused';
import { mayCreate, remedyFor } from './rights';

/** Can files of chats become attachments in this iTop? Only some providers give files to the bridge. */
export async function examineAttachments(itop: ItopRest, property: PropertyConfig): Promise<Diagnosis> {
  if (property.provider !== 'livehelperchat' || property.transcripts === 'off') return together([]);
  const refusal = await itop
    .find(ATTACHMENT_CLASS, { temp_id: 'itop-tawk doctor' }, ATTACHMENT_FIELDS)
    .then(() => undefined, refused);
  if (refusal?.hasNoClass) {
    const what = `files of chats stay in Live Helper Chat, because this iTop has no class ${ATTACHMENT_CLASS}`;
    const remedy = "Let iTop's setup install the module for attachments of tickets to have them in iTop.";
    return found({ severity: 'note', code: 'no-attachments', what, remedy });
  }
  if (refusal === undefined && (await mayCreate(itop, ATTACHMENT_CLASS))) {
    return passed(`${ATTACHMENT_CLASS}: files of chats can be attached to tickets`);
  }
  const what = `the bridge's user may not ${refusal === undefined ? 'create' : 'read'} ${ATTACHMENT_CLASS}: files of chats stay in Live Helper Chat`;
  return found({ severity: 'warning', code: 'rights-missing', what, remedy: remedyFor(ATTACHMENT_CLASS) });
}
