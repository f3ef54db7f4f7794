<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use AttributeDateTime;
use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Helper\Log;
use MetaModel;
use Throwable;
use utils;

/**
 * How long the desk usually takes to answer a chat at this time of day: the median of the last days, from the chats of the
 * module itop-tawk-chats, which may be absent. No data about persons is used.
 */
class UsualAnswer
{
	const DAYS = 14;
	/** Minimum number of chats in this hour and the two next to it; with fewer, no time is shown */
	const FEWEST = 5;
	/** Maximum number of chats that are read, the newest first, of any hour */
	const MOST = 1000;
	/** Seconds for which the result is cached, for all users */
	const KEPT = 600;

	/**
	 * @param string[] $aPropertyIds the desk's two ids
	 *
	 * @return int|null seconds; null if there are too few chats
	 */
	public static function Of(array $aPropertyIds): ?int
	{
		if (!MetaModel::IsValidClass(FirstAnswer::CLASS_NAME)) {
			return null;
		}
		$sFile = utils::GetCachePath().'itop-tawk/usual-'.md5($aPropertyIds[0]).'.json';
		$aKept = is_file($sFile) ? json_decode((string)@file_get_contents($sFile), true) : null;
		if (isset($aKept['time']) && abs(time() - $aKept['time']) < self::KEPT) {
			return $aKept['median'];
		}
		try {
			$iMedian = self::Median(self::Waits($aPropertyIds));
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the panel does not show how long an answer usually takes');
			$iMedian = null;
		}
		if (is_dir(dirname($sFile)) || @mkdir(dirname($sFile), 0777, true)) {
			@file_put_contents($sFile, json_encode(array('time' => time(), 'median' => $iMedian)), LOCK_EX);
		}

		return $iMedian;
	}

	/**
	 * @param string[] $aPropertyIds
	 *
	 * @return int[] seconds from the start of a chat to its first answer
	 */
	private static function Waits(array $aPropertyIds): array
	{
		$sOql = 'SELECT '.FirstAnswer::CLASS_NAME.' WHERE started_at >= :since AND (property_id = :property OR property_id = :other) AND first_answer_at >= :since';
		$oSearch = DBObjectSearch::FromOQL($sOql, array(
			'since' => date('Y-m-d H:i:s', time() - self::DAYS * 86400),
			'property' => $aPropertyIds[0],
			'other' => $aPropertyIds[1],
		));
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array('started_at' => false), array(), null, self::MOST);
		$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => array('started_at', 'first_answer_at')));
		$aHours = array(date('H', time() - 3600), date('H'), date('H', time() + 3600));
		$aWaits = array();
		while ($oChat = $oSet->Fetch()) {
			$iStart = (int)AttributeDateTime::GetAsUnixSeconds($oChat->Get('started_at'));
			if (in_array(date('H', $iStart), $aHours, true)) {
				$aWaits[] = (int)AttributeDateTime::GetAsUnixSeconds($oChat->Get('first_answer_at')) - $iStart;
			}
		}

		return $aWaits;
	}

	/**
	 * @param int[] $aWaits
	 */
	private static function Median(array $aWaits): ?int
	{
		if (count($aWaits) < self::FEWEST) {
			return null;
		}
		sort($aWaits);

		return max(0, $aWaits[(int)floor((count($aWaits) - 1) / 2)]);
	}
}
