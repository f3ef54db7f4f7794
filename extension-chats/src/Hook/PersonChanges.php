<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use DBObjectSearch;
use DBObjectSet;
use iApplicationObjectExtension;
use ItopTawk\Chats\Service\Failure;
use MetaModel;
use Person;
use Throwable;

/**
 * A person who is anonymized takes what is personal in their chats along. (Of one who is deleted, ChatRules sees it.)
 *
 * Combodo's extension combodo-anonymizer sets the person's attribute `anonymized` at the end of its work.
 */
class PersonChanges implements iApplicationObjectExtension
{
	public function OnDBUpdate($oObject, $oChange = null)
	{
		try {
			if ($oObject instanceof Person && MetaModel::IsValidAttCode(get_class($oObject), 'anonymized') && $oObject->Get('anonymized')) {
				self::EraseChats($oObject);
			}
		} catch (Throwable $e) {
			Failure::Log('erasure of the chats of an anonymized person', $e);
		}
	}

	private static function EraseChats(Person $oPerson): void
	{
		$oSearch = DBObjectSearch::FromOQL('SELECT TawkChat WHERE caller_id = :id', array('id' => $oPerson->GetKey()));
		$oSearch->AllowAllData();
		$oChats = new DBObjectSet($oSearch);
		while ($oChat = $oChats->Fetch()) {
			$oChat->Set('erased_at', time());
			$oChat->DBUpdate();
		}
	}

	public function OnIsModified($oObject)
	{
		return false;
	}

	public function OnCheckToWrite($oObject)
	{
		return array();
	}

	public function OnCheckToDelete($oObject)
	{
		return array();
	}

	public function OnDBInsert($oObject, $oChange = null)
	{
	}

	public function OnDBDelete($oObject, $oChange = null)
	{
	}
}
