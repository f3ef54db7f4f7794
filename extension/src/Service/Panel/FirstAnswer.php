<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use DBObjectSearch;
use DBObjectSet;
use MetaModel;
use UserRights;

/**
 * Notes that an agent has answered the user's chat, when the browser reports it: the bridge learns it only with the
 * transcript. It is for the stopwatch of the module itop-tawk-chats, which may be absent; the transcript has the true time.
 */
class FirstAnswer
{
	const CLASS_NAME = 'TawkChat';
	/** Seconds after which a chat is no longer ongoing, although its end was not reported */
	const LONGEST = 86400;

	/**
	 * @return bool whether this iTop has chats, and the user may have one
	 */
	public static function IsKept(): bool
	{
		return MetaModel::IsValidClass(self::CLASS_NAME) && UserRights::GetContactId() > 0;
	}

	/**
	 * Notes it in the user's newest ongoing chat, unless a time is there already. Nothing else, and no other chat, may be written
	 * by a user without rights on chats.
	 *
	 * @param string[] $aPropertyIds the two ids of the desk
	 *
	 * @return bool whether iTop has noted it; false also if iTop does not know the chat yet
	 */
	public static function Note(array $aPropertyIds): bool
	{
		if (!self::IsKept()) {
			return false;
		}
		$sOql = 'SELECT '.self::CLASS_NAME." WHERE caller_id = :person AND (property_id = :property OR property_id = :other) AND status = 'ongoing' AND started_at >= :oldest";
		$oSearch = DBObjectSearch::FromOQL($sOql, array(
			'person' => (int)UserRights::GetContactId(),
			'property' => $aPropertyIds[0],
			'other' => $aPropertyIds[1],
			'oldest' => self::Time(time() - self::LONGEST),
		));
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array('started_at' => false), array(), null, 1);
		$oChat = $oSet->Fetch();
		if (!$oChat) {
			return false;
		}
		if ((string)$oChat->Get('first_answer_at') === '') {
			$oChat->Set('first_answer_at', self::Time(time()));
			$oChat->AllowWrite();
			$oChat->DBUpdate();
		}

		return true;
	}

	/**
	 * @return string in iTop's format and time zone
	 */
	private static function Time(int $iTime): string
	{
		return date('Y-m-d H:i:s', $iTime);
	}
}
