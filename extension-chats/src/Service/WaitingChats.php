<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObjectSearch;
use DBObjectSet;
use TawkChat;
use UserRights;

/**
 * The chats of a query that wait longest, as far as the user may see them: iTop adds the organizations to the query.
 */
class WaitingChats
{
	const MOST = 10;
	/** A visitor may call himself anything. Characters. */
	const LONGEST_NAME = 60;

	/** @var int all of them */
	public $iCount;
	/** @var TawkChat[] the longest wait first, MOST of them at most */
	public $aChats = array();

	/**
	 * @return self|null null for a user who may not read chats
	 */
	public static function Find(string $sOql): ?self
	{
		// A search of 2.7 does not look at the profiles.
		if (UserRights::IsActionAllowed('TawkChat', UR_ACTION_READ) == UR_ALLOWED_NO) {
			return null;
		}
		$oSearch = DBObjectSearch::FromOQL($sOql);
		$oSet = new DBObjectSet($oSearch, array('started_at' => true));
		$oWaiting = new self();
		$oWaiting->iCount = $oSet->Count();
		if ($oWaiting->iCount > 0) {
			$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => array('started_at', 'visitor_name', 'caller_id', 'caller_id_friendlyname', 'desk')));
			$oSet->SetLimit(self::MOST);
			while ($oChat = $oSet->Fetch()) {
				$oWaiting->aChats[] = $oChat;
			}
		}
		return $oWaiting;
	}

	/**
	 * @param int $iNow in seconds since 1970
	 */
	public static function Seconds(TawkChat $oChat, int $iNow): int
	{
		return max(0, $iNow - (int) strtotime((string) $oChat->Get('started_at')));
	}

	/**
	 * @return string the person in iTop, else the name that the visitor gave
	 */
	public static function Who(TawkChat $oChat): string
	{
		$sName = trim((string) ($oChat->Get('caller_id') > 0 ? $oChat->Get('caller_id_friendlyname') : $oChat->Get('visitor_name')));
		return $sName === '' ? $oChat->GetName() : (string) preg_replace('/^(.{'.self::LONGEST_NAME.'}).+$/us', '$1…', $sName);
	}
}
