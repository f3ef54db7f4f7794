<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use iApplicationObjectExtension;
use ItopTawk\Service\Topic\PersonTopics;
use Person;

/**
 * In iTop 2.7 and 3.0, this interface reports that an object of any class was written.
 */
class PersonExtension implements iApplicationObjectExtension
{
	/**
	 * @inheritDoc
	 */
	public function OnDBUpdate($oObject, $oChange = null)
	{
		if ($oObject instanceof Person) {
			PersonTopics::AfterWrite($oObject);
		}
	}

	/**
	 * @inheritDoc
	 */
	public function OnIsModified($oObject)
	{
		return false;
	}

	/**
	 * @inheritDoc
	 */
	public function OnCheckToWrite($oObject)
	{
		return array();
	}

	/**
	 * @inheritDoc
	 */
	public function OnCheckToDelete($oObject)
	{
		return array();
	}

	/**
	 * @inheritDoc
	 */
	public function OnDBInsert($oObject, $oChange = null)
	{
	}

	/**
	 * @inheritDoc
	 */
	public function OnDBDelete($oObject, $oChange = null)
	{
	}
}
