<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use iBackgroundProcess;
use ItopTawk\Service\Topic\ChatTopic;

/**
 * Deletes old choices in iTop's background tasks (cron.php), also those of users who never choose again.
 */
class OldTopics implements iBackgroundProcess
{
	/** Per run */
	const STEP = 500;

	/**
	 * @inheritDoc
	 */
	public function GetPeriodicity()
	{
		return 3600;
	}

	/**
	 * @inheritDoc
	 */
	public function Process($iUnixTimeLimit)
	{
		$iDeleted = 0;
		do {
			$iStep = ChatTopic::ForgetOld(self::STEP);
			$iDeleted += $iStep;
		} while ($iStep === self::STEP && time() < $iUnixTimeLimit);

		return "$iDeleted old choices of chat topics deleted";
	}
}
