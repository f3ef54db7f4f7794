<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObjectSearch;
use DBObjectSet;

/**
 * The time to the first answer in a query's chats, as far as the user may see these.
 */
class AnswerTimes
{
	/**
	 * The time within which this share of the answered chats got their first answer (nearest rank).
	 *
	 * @param string $sOql of the class TawkChat
	 * @param float $fShare 0.5 for the median, 0.9 for 90 %
	 *
	 * @return int|null seconds, null if none was answered
	 */
	public static function Within(string $sOql, float $fShare): ?int
	{
		$oSearch = DBObjectSearch::FromOQL($sOql);
		$oSearch->AddCondition('time_to_answer', 0, '>=');
		$oChats = new DBObjectSet($oSearch, array('time_to_answer' => true));
		$iCount = $oChats->Count();
		if ($iCount === 0) {
			return null;
		}
		$oChats->OptimizeColumnLoad(array($oSearch->GetClassAlias() => array('time_to_answer')));
		$oChats->SetLimit(1, (int) ceil($fShare * $iCount) - 1);
		return (int) $oChats->Fetch()->Get('time_to_answer');
	}
}
