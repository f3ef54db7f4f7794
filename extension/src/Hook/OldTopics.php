<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use iBackgroundProcess;
use ItopTawk\Service\Topic\ChatTopic;

/**
 * What was chosen long ago goes with iTop's background tasks (cron.php), also of somebody who never chooses again.
 */
class OldTopics implements iBackgroundProcess
{
	/** At a time */
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
