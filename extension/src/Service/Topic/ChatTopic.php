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
 * What a user chats about, and since when: with it the bridge finds the ticket for a transcript.
 *
 * tawk.to's webhooks contain nothing from the page but the visitor's e-mail address; nothing that a visitor can write is trusted.
 */
class ChatTopic
{
	const CLASS_NAME = 'TawkChatTopic';
	/** Maximum number of choices that are stored for each person */
	const MOST = 50;
	const DAYS = 30;
	/** How many old choices, of all users, are deleted with each new one: for an iTop whose background tasks do not run */
	const OLD_AT_ONCE = 50;

	/**
	 * @param DBObject|null $oRequest a request that the user may see; null: nothing in particular
	 */
	public static function Keep(?DBObject $oRequest): void
	{
		$oUser = UserRights::GetUserObject();
		$iPerson = (int)UserRights::GetContactId();
		$sEmail = ($iPerson === 0) ? '' : self::Email($oUser->Get('email'));
		if ($sEmail === '') {
			// Without it, the bridge could not tell whose chat it is.
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
	 * Deletes all choices of a person.
	 */
	public static function ForgetPerson(int $iPerson): void
	{
		$oSet = self::OfPerson($iPerson);
		while ($oTopic = $oSet->Fetch()) {
			$oTopic->DBDelete();
		}
	}

	/**
	 * Deletes all users' choices that are older than DAYS, the oldest first, and returns their number.
	 *
	 * @param int $iMost the maximum number
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
	 * @return string in the form in which it is stored and compared
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
		// Also if the user may not read the class.
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
