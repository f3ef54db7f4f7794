import { ItopError, isForbidden } from '../../itop/rest/error';
import type { Fields, ItopObject } from '../../itop/rest/object';
import { BridgeError } from '../base/errors';
import type { Delivery } from '../delivery/delivery';
import { type FileFault, type KeptFile, MAX_FILE_BYTES } from '../delivery/kept-files';
import type { Refusal } from '../delivery/optional-reads';
import type { Transcript } from '../payload/payload';
import type { TicketRef } from '../store/store';
import { fileNameOf, typeOf } from './file-name';
import { ownId } from './own-id';
import { isVisitorsTicket, visitorsTicketFields } from './visitors-ticket';

/** The class of iTop's module itop-attachments. */
export const ATTACHMENT_CLASS = 'Attachment';

/** The attributes by which an attachment is found again. */
export const ATTACHMENT_FIELDS = ['id', 'temp_id'];

/** How many files of one chat become attachments, the first ones. */
const MAX_FILES = 20;

/**
 * How often a delivery is tried because a file cannot be read, or iTop fails on it: with the default pauses for about fifty minutes. Then
 * the file stays where it is.
 */
const MAX_TRIES = 20;

/** Why a file is no attachment: for the log's entry and for `events`. */
const WHY: Record<FileFault | 'unreadable', string> = {
  gone: 'it was deleted before iTop could get it',
  forbidden: "the bridge's user has no right to download files",
  'of another chat': 'it belongs to another chat',
  empty: 'it is empty',
  'too large': `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`,
  changed: 'the server sends something else than this file',
  unreadable: 'the server cannot send it',
};

/** How many files a line of the outcome names. */
const MAX_NAMED = 20;

/** A file, or why it cannot become an attachment. */
type Looked = KeptFile | string;

/** How often iTop must refuse a file, while it can be read, if the refusal may mean something else. */
const REFUSALS = 3;

const TOO_MANY = `a chat has at most ${MAX_FILES} attachments`;

/**
 * The files of one chat on their way into tickets. Each ticket gets each file once: the mark of a file, in an attribute
 * that iTop uses only for files of forms that are not saved yet, says which ones it has. No other event writes these
 * marks, because the events of one chat are delivered one after the other.
 */
export class Attachments {
  #looked: Map<number, Looked> | undefined;

  constructor(
    private readonly delivery: Delivery,
    private readonly event: Transcript,
  ) {}

  /** What the log's entry says about files that cannot become attachments, by the file's id. */
  async notes(): Promise<ReadonlyMap<number, string>> {
    // the entry does not wait for a server in trouble: attach() fails then, and is tried again
    const looked = await this.#look().catch((error) => {
      if (!(error instanceof BridgeError)) throw error;
      return new Map<number, Looked>();
    });
    return new Map([...looked].flatMap(([id, file]) => (typeof file === 'string' ? [[id, file] as const] : [])));
  }

  /**
   * Attaches the files that these tickets do not have yet.
   * @returns what was done, and a line for each reason why files are not attached
   * @throws BridgeError SOURCE_… if a file cannot be read now; ItopError
   */
  async attach(tickets: TicketRef[]): Promise<{ done: string[]; not: string[] }> {
    const all = { done: [] as string[], not: [] as string[] };
    const looked = tickets.length === 0 ? new Map<number, Looked>() : await this.#look();
    if (looked.size === 0) return all;
    for (const ticket of tickets) {
      const { count, not } = await this.#attachTo(ticket, looked);
      if (count > 0) all.done.push(`attached ${count === 1 ? 'a file' : `${count} files`} to ${ticket.ref}`);
      for (const [why, ids] of not) {
        const named = ids.length > MAX_NAMED ? `${ids.length} files` : `file ${ids.join(', ')}`;
        all.not.push(`not attached to ${ticket.ref}, ${named}: ${why}`);
      }
    }
    return all;
  }

  /** @returns how many files are new, and why the others are not attached */
  async #attachTo(ref: TicketRef, looked: Map<number, Looked>) {
    const { itop, optional, property } = this.delivery;
    const not = new Map<string, number[]>();
    const [ticket] = await itop.find(ref.class, ref.id, visitorsTicketFields(ref.class, property));
    if (ticket === undefined) return { count: 0, not };
    if (property.ticket.log !== 'public_log' && !isVisitorsTicket(ticket, property, this.event.chat)) {
      return { count: 0, not: not.set('its caller is not the visitor, and would see them', [...looked.keys()]) };
    }
    const marks = [...looked.keys()].map((id) => this.#mark(id));
    const where = { item_class: [ref.class], item_id: [ref.id] };
    const found = await optional.findAny(ATTACHMENT_CLASS, { temp_id: marks }, ATTACHMENT_FIELDS, where);
    if (typeof found === 'string') return { count: 0, not: not.set(this.#refused(found), [...looked.keys()]) };
    const known = new Set(found.map(({ fields }) => fields.temp_id));
    let count = 0;
    for (const [id, file] of looked) {
      const isNew = typeof file !== 'string' && !known.has(this.#mark(id));
      const why = isNew ? await this.#create(ticket, file) : file;
      if (why === undefined) count += 1;
      else if (typeof why === 'string') not.set(why, [...(not.get(why) ?? []), id]);
    }
    return { count, not };
  }

  #mark(id: number): string {
    return `tawk.to/${ownId(this.delivery.property, this.event.chat.id)}/${id}`;
  }

  /** @returns why the file is not attached; undefined: it is */
  async #create(ticket: ItopObject, file: KeptFile): Promise<string | undefined> {
    const { itop, lease, files } = this.delivery;
    const content = await this.#read(async () => (await files?.content(file)) ?? 'gone');
    if (typeof content === 'string') return content;
    const filename = fileNameOf(file.name);
    // 3.2 reads the number of downloads without a look whether it is there
    const contents = { data: content.toString('base64'), mimetype: typeOf(filename), filename, downloads_count: 0 };
    const { class: item_class, key, fields } = ticket;
    // as iTop sets it for the files of a form (Attachment::SetItem)
    const whose: Fields = { item_class, item_id: Number(key), item_org_id: Number(fields.org_id) };
    for (let time = 1; ; time++) {
      await lease.beforeWrite();
      try {
        await itop.create(ATTACHMENT_CLASS, { ...whose, temp_id: this.#mark(file.id), contents }, ['id']);
        return undefined;
      } catch (error) {
        if (!(error instanceof ItopError)) throw error;
        if (isForbidden(error)) return this.#refused('forbidden');
        if (!(await this.#isFileRefused(error, ticket))) throw error;
        if (time === REFUSALS || isFinal(error))
          return `iTop does not take it: it may be too large for this iTop (${error.code})`;
      }
    }
  }

  /**
   * Whether iTop, or a server in front of it, refuses only this file. It is mostly longer than PHP, the database or a
   * proxy allows: then PHP knows of no request, and iTop of no user.
   * @throws ItopError if iTop cannot be read either: then it is in trouble as a whole
   */
  async #isFileRefused(error: ItopError, { class: className, key }: ItopObject): Promise<boolean> {
    const isLastTry = (this.delivery.attempts ?? 1) >= MAX_TRIES;
    // PHP may have been writing when it died: a later attempt looks first
    const isUnclear = error.code === 'ITOP_NOT_JSON' || error.detail === 'HTTP 500';
    const isAnswer = ['ITOP_CREDENTIALS', 'ITOP_DATABASE'].includes(error.code) || isFinal(error);
    if (!isAnswer && !(isUnclear && isLastTry)) return false;
    return (await this.delivery.itop.find(className, key, ['id'])).length === 1;
  }

  /** Why this iTop takes no attachments; logged once. */
  #refused(refusal: Refusal): string {
    if (refusal === 'absent') return `this iTop has no ${ATTACHMENT_CLASS}`;
    const why = `the bridge's user may not read and create ${ATTACHMENT_CLASS}`;
    this.delivery.tell(`${why}: files of chats are not attached to tickets (see docs/bridge-reference.md)`);
    return why;
  }

  async #look(): Promise<Map<number, Looked>> {
    this.#looked ??= await this.#lookAtAll();
    return this.#looked;
  }

  async #lookAtAll(): Promise<Map<number, Looked>> {
    const { files } = this.delivery;
    const looked = new Map<number, Looked>();
    if (files === undefined) return looked;
    const { id: chat, all } = this.event.chat;
    for (const { sender, attchs } of all) {
      // what bots send is the same for everybody
      const ids = ['v', 'a'].includes(sender.t) ? (attchs ?? []).map((file) => file?.id) : [];
      for (const id of ids) {
        if (id === undefined || looked.has(id)) continue;
        const isFull = looked.size >= MAX_FILES;
        looked.set(id, isFull ? TOO_MANY : await this.#read(() => files.look(chat, id, sender.t === 'a')));
      }
    }
    return looked;
  }

  /** @returns what was read, or why it cannot be read @throws BridgeError SOURCE_… while a later try may succeed */
  async #read<Read>(read: () => Promise<Read | FileFault>): Promise<Read | string> {
    try {
      const found = await read();
      return typeof found === 'string' ? WHY[found as FileFault] : found;
    } catch (error) {
      if (!(error instanceof BridgeError) || (this.delivery.attempts ?? 1) < MAX_TRIES) throw error;
      return WHY.unreadable;
    }
  }
}

/** Whether the same file would be refused each time. */
function isFinal({ code, detail }: ItopError): boolean {
  return code === 'ITOP_REJECTED' || detail === 'HTTP 413';
}
