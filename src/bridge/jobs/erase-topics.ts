import { TOPIC_CLASS } from '../../contract/itop-classes';
import { ItopError } from '../../itop/rest/error';
import { ItopRest } from '../../itop/rest/rest';
import { ERRORS } from '../base/errors';
import type { Logger } from '../base/log';
import type { Config, PropertyConfig } from '../config/config';
import { byItop } from '../delivery/lock-names';
import { refusalOf } from '../delivery/optional-reads';
import type { Erasing } from './schedule';

/**
 * The extension keeps choices for 30 days (extension/src/Service/Topic/ChatTopic.php). One day more, because iTop's
 * days start in its own time zone.
 */
const TOPIC_DAYS = 31;

/** How many one call deletes. */
const TOPICS_PER_CALL = 50;

const COMMENT = 'tawk.to bridge: older than 30 days';

/**
 * Deletes what users chose in the panel more than 30 days ago, in each iTop. The extension does this too, with each new
 * choice and in iTop's background tasks. This job is for an iTop where nobody chooses any more and cron.php does not
 * run.
 */
export function eraseOldTopics(config: Config, log: Logger): Erasing {
  return async (signal) => {
    for (const [property] of byItop(config.properties)) {
      const facts = { itop: property.itop.url };
      try {
        const deleted = await deleteOldTopics(property, signal);
        if (deleted > 0) log.info({ ...facts, deleted }, 'old choices deleted in iTop');
      } catch (error) {
        if (!(error instanceof ItopError)) throw error;
        // this iTop has no such class, or its user may not delete: `doctor` reports it
        if (refusalOf(error) === undefined) {
          const text = `old choices could not be deleted in iTop, trying again in an hour: ${ERRORS[error.code].says}`;
          log.warn({ ...facts, code: error.code }, text);
        }
      }
    }
  };
}

/** @returns how many there were @throws ItopError */
async function deleteOldTopics({ itop: access }: PropertyConfig, signal: AbortSignal): Promise<number> {
  const itop = new ItopRest(access);
  const seen = new Set<string>();
  while (!signal.aborted) {
    const found = (await itop.findFromBefore(TOPIC_CLASS, 'chosen_at', TOPIC_DAYS, TOPICS_PER_CALL)).map(
      ({ key }) => key,
    );
    // an id that is found again was not deleted, and never would be
    const next = found.filter((key) => !seen.has(key));
    if (next.length > 0) await itop.delete(TOPIC_CLASS, next, COMMENT);
    for (const key of next) seen.add(key);
    if (next.length < TOPICS_PER_CALL) break;
  }
  return seen.size;
}
