<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service;

use DBObject;
use DBObjectSearch;
use DBObjectSet;
use MetaModel;
use UserRights;

/**
 * What a user chats about, and since when: the bridge finds the ticket of a transcript by it.
 *
 * tawk.to's webhooks tell nothing of the page but the visitor's e-mail address; nothing that a visitor can write is trusted.
 */
class ChatTopic
{
	const CLASS_NAME = 'TawkChatTopic';
	/** Kept of each person */
	const MOST = 50;
	const DAYS = 30;

	/**
	 * @param DBObject|null $oRequest which the user may see; null: nothing in particular
	 */
	public static function Keep(?DBObject $oRequest): void
	{
		$oUser = UserRights::GetUserObject();
		$iPerson = (int)UserRights::GetContactId();
		$sEmail = ($iPerson === 0) ? '' : strtolower(trim((string)$oUser->Get('email')));
		if ($sEmail === '') {
			// Nobody could tell whose chat it is.
			return;
		}
		$oTopic = MetaModel::NewObject(self::CLASS_NAME);
		$oTopic->Set('email', $sEmail);
		$oTopic->Set('person_id', $iPerson);
		$oTopic->Set('item_class', ($oRequest === null) ? '' : get_class($oRequest));
		$oTopic->Set('item_id', ($oRequest === null) ? 0 : (int)$oRequest->GetKey());
		$oTopic->Set('chosen_at', self::Utc(time()));
		$oTopic->DBInsert();
		self::Forget($iPerson);
	}

	private static function Forget(int $iPerson): void
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT '.self::CLASS_NAME.' WHERE person_id = :person', array('person' => $iPerson));
		// Also of who may not read the class.
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array('id' => false));
		$sOldest = self::Utc(time() - self::DAYS * 86400);
		for ($i = 0; $oTopic = $oSet->Fetch(); $i++) {
			if ($i >= self::MOST || $oTopic->Get('chosen_at') < $sOldest) {
				$oTopic->DBDelete();
			}
		}
	}

	/**
	 * @return string comparable as a text, whatever time zone iTop has
	 */
	private static function Utc(int $iTime): string
	{
		return gmdate('Y-m-d\TH:i:s\Z', $iTime);
	}
}
