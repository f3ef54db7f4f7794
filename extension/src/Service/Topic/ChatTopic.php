<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Topic;

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
	/** Of anybody's old ones, so many go with a choice: an iTop whose background tasks do not run forgets too */
	const OLD_AT_ONCE = 50;

	/**
	 * @param DBObject|null $oRequest which the user may see; null: nothing in particular
	 */
	public static function Keep(?DBObject $oRequest): void
	{
		$oUser = UserRights::GetUserObject();
		$iPerson = (int)UserRights::GetContactId();
		$sEmail = ($iPerson === 0) ? '' : self::Email($oUser->Get('email'));
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
		$oSet = self::OfPerson($iPerson);
		for ($i = 0; $oTopic = $oSet->Fetch(); $i++) {
			if ($i >= self::MOST) {
				$oTopic->DBDelete();
			}
		}
		self::ForgetOld(self::OLD_AT_ONCE);
	}

	/**
	 * Deletes all that a person chose.
	 */
	public static function ForgetPerson(int $iPerson): void
	{
		$oSet = self::OfPerson($iPerson);
		while ($oTopic = $oSet->Fetch()) {
			$oTopic->DBDelete();
		}
	}

	/**
	 * Deletes what anybody chose more than DAYS ago, the oldest first, and tells how many there were.
	 *
	 * @param int $iMost so many at the most
	 */
	public static function ForgetOld(int $iMost): int
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT '.self::CLASS_NAME.' WHERE chosen_at < :oldest', array('oldest' => self::Utc(time() - self::DAYS * 86400)));
		$oSearch->AllowAllData();
		$oSet = new DBObjectSet($oSearch, array('chosen_at' => true), array(), null, $iMost);
		for ($i = 0; $oTopic = $oSet->Fetch(); $i++) {
			$oTopic->DBDelete();
		}

		return $i;
	}

	/**
	 * @return string as it is kept and compared
	 */
	public static function Email(?string $sEmail): string
	{
		return strtolower(trim((string)$sEmail));
	}

	/**
	 * The newest first.
	 */
	private static function OfPerson(int $iPerson): DBObjectSet
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT '.self::CLASS_NAME.' WHERE person_id = :person', array('person' => $iPerson));
		// Also of who may not read the class.
		$oSearch->AllowAllData();

		return new DBObjectSet($oSearch, array('id' => false));
	}

	/**
	 * @return string comparable as a text, whatever time zone iTop has
	 */
	private static function Utc(int $iTime): string
	{
		return gmdate('Y-m-d\TH:i:s\Z', $iTime);
	}
}
