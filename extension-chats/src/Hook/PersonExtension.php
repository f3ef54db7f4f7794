<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use iApplicationObjectExtension;
use ItopTawk\Chats\Service\PersonChats;
use Person;

/**
 * In iTop 2.7 and 3.0, this interface reports that an object of any class was written.
 */
class PersonExtension implements iApplicationObjectExtension
{
	public function OnDBUpdate($oObject, $oChange = null)
	{
		if ($oObject instanceof Person) {
			PersonChats::AfterWrite($oObject);
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
