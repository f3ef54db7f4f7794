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
 * Erases the personal data in a person's chats when the person is anonymized. (When the person is deleted, ChatRules does it.)
 */
class PersonChats
{
	/** Attributes that show who a person is. */
	const IDENTITY = array('email', 'name', 'first_name');

	/**
	 * Never throws: the person is written in any case, and iTop's page continues.
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
	 * Anonymized by hand, import or synchronization: none of these attributes stayed the same. A person who marries keeps the first
	 * name, and after a change of the company's domain both names stay.
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
		// Also if the user may neither see nor write the chats.
		$oSearch->AllowAllData();
		$oChats = new DBObjectSet($oSearch);
		// As iTop does when it writes many objects.
		$iLimit = (int) ini_get('max_execution_time');
		$iLimitOfOne = (int) MetaModel::GetConfig()->Get('max_execution_time_per_loop');
		while ($oChat = $oChats->Fetch()) {
			set_time_limit($iLimitOfOne);
			self::EraseOne($oChat);
		}
		set_time_limit($iLimit);
	}

	/** If iTop refuses one chat, the others are erased anyway. */
	private static function EraseOne(TawkChat $oChat): void
	{
		try {
			$oChat->Set('erased_at', time());
			$oChat->AllowWrite();
			$oChat->DBUpdate();
		} catch (Throwable $oException) {
			Log::Failure($oException, 'chat '.$oChat->GetKey().' of an anonymized person is not erased');
		}
	}
}
