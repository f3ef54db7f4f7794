import { TOPIC_CLASS } from '../../contract/itop-classes';
import type { ItopRest } from '../../itop/rest/rest';
import { type PropertyConfig, STANDARD_CLASSES } from '../config/config';
import { TOPIC_FIELDS } from '../tickets/chosen-tickets';
import { type Diagnosis, found, passed } from './diagnosis';
import { refused } from './refused';
import { mayCreate, remedyFor } from './rights';

const NO_EMAIL = 'doctor@itop-tawk.invalid';

/**
 * Can the bridge find and write the tickets that chats are about: those of the other classes, and those that users
 * chose?
 */
export function examineChatTickets(
  itop: ItopRest,
  { ticket, transcripts, trust, provider }: PropertyConfig,
): Promise<Diagnosis>[] {
  if (transcripts === 'off') return [];
  const others = ticket.classes.filter((each) => each !== ticket.class);
  return [
    ...others.map((each) => examineClass(itop, each, ticket.log)),
    ...(trust === 'never' && provider === 'tawk' ? [] : [examineChoices(itop)]),
  ];
}

async function examineClass(itop: ItopRest, className: string, log: string): Promise<Diagnosis> {
  const attributes = ['id', 'ref', 'caller_id', log];
  const refusal = await itop.find(className, { ref: 'itop-tawk doctor' }, attributes).then(() => undefined, refused);
  if (refusal === undefined) {
    if (await mayCreate(itop, className)) return passed(`${className}: chats can be about such tickets`);
    const what = `the bridge's user may read ${className}, but not create and change it: chats do not go into such tickets`;
    return found({ severity: 'warning', code: 'rights-missing', what, remedy: orLeaveOut(className) });
  }
  if (refusal.why === 'forbidden') {
    const what = `the bridge's user may not read ${className}: chats do not go into such tickets`;
    return found({ severity: 'warning', code: 'rights-missing', what, remedy: orLeaveOut(className) });
  }
  if (refusal.hasNoClass && STANDARD_CLASSES.includes(className)) return passed(`${className}: not in this iTop`);
  const what = `no chat can be about a ticket of the class ${className}: ${refusal.detail}`;
  const remedy = `Correct \`ticket.classes\`: each needs the attributes ${attributes.join(', ')}.`;
  return found({ severity: 'warning', code: 'ticket-class', what, remedy });
}

function orLeaveOut(className: string): string {
  return `${remedyFor(className)} Or leave ${className} out of \`ticket.classes\`.`;
}

async function examineChoices(itop: ItopRest): Promise<Diagnosis> {
  const refusal = await itop.find(TOPIC_CLASS, { email: NO_EMAIL }, TOPIC_FIELDS).then(() => undefined, refused);
  if (refusal === undefined) return passed(`${TOPIC_CLASS}: what users choose in the panel can be read`);
  const only = 'a chat finds the ticket that its visitor chose only by a reference in the text';
  if (refusal.why === 'forbidden') {
    const what = `the bridge's user may not read ${TOPIC_CLASS}: ${only}`;
    return found({ severity: 'warning', code: 'rights-missing', what, remedy: remedyFor(TOPIC_CLASS) });
  }
  const what = `this iTop does not store what users choose in the panel: ${only} (${refusal.detail})`;
  const remedy = 'Install this version of the extension; it also brings the panel.';
  return found({ severity: 'note', code: 'no-choices', what, remedy });
}
