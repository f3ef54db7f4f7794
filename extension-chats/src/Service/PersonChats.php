<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Chats\Helper\Log;
use MetaModel;
use Person;
use TawkChat;
use Throwable;

/**
 * A person who is anonymized takes what is personal in their chats along. (Of one who is deleted, ChatRules sees it.)
 */
class PersonChats
{
	/** What tells who a person is. */
	const IDENTITY = array('email', 'name', 'first_name');

	/**
	 * Whatever happens here, the person is written: iTop's page goes on.
	 */
	public static function AfterWrite(Person $oPerson): void
	{
		try {
			if (self::IsAnonymized($oPerson) || self::IsOverwritten($oPerson)) {
				self::Erase((int) $oPerson->GetKey());
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the chats of person '.$oPerson->GetKey().' are not erased');
		}
	}

	/** Combodo's extension combodo-anonymizer adds this attribute, and sets it at the end of its work. */
	private static function IsAnonymized(Person $oPerson): bool
	{
		return MetaModel::IsValidAttCode(get_class($oPerson), 'anonymized') && $oPerson->Get('anonymized');
	}

	/**
	 * By hand, import or synchronization: nothing is left of who it was. Whoever marries keeps the first name, and whose
	 * company has a new domain keeps both.
	 */
	private static function IsOverwritten(Person $oPerson): bool
	{
		$aBefore = $oPerson->ListPreviousValuesForUpdatedAttributes();
		foreach (self::IDENTITY as $sAttCode) {
			$sBefore = isset($aBefore[$sAttCode]) ? trim((string) $aBefore[$sAttCode]) : '';
			if ($sBefore === '' || strcasecmp($sBefore, trim((string) $oPerson->Get($sAttCode))) === 0) {
				return false;
			}
		}
		return true;
	}

	private static function Erase(int $iPerson): void
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT TawkChat WHERE caller_id = :id', array('id' => $iPerson));
		// Also of whoever may not see the chats, nor write them.
		$oSearch->AllowAllData();
		$oChats = new DBObjectSet($oSearch);
		// As iTop does where it writes many objects.
		$iLimit = (int) ini_get('max_execution_time');
		$iLimitOfOne = (int) MetaModel::GetConfig()->Get('max_execution_time_per_loop');
		while ($oChat = $oChats->Fetch()) {
			set_time_limit($iLimitOfOne);
			self::EraseOne($oChat);
		}
		set_time_limit($iLimit);
	}

	/** One that iTop refuses keeps the others from nothing. */
	private static function EraseOne(TawkChat $oChat): void
	{
		try {
			$oChat->Set('erased_at', time());
			$oChat->AllowWrite();
			$oChat->DBUpdate();
		} catch (Throwable $oException) {
			Log::Failure($oException, 'chat '.$oChat->GetKey().' of a person who is gone is not erased');
		}
	}
}
