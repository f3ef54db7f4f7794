<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Panel;

use DBObjectSearch;
use DBObjectSet;
use ItopTawk\Service\Place\ConsolePlace;
use ItopTawk\Service\Place\Place;
use ItopTawk\Service\Visitor\Facts;
use MetaModel;

/**
 * The object that the user looks at, in the form that the agent gets.
 */
class Viewed
{
	/**
	 * @param string $sId such as UserRequest:12, of any class
	 *
	 * @return string[]|null "title" and "link" to the console; null if the user may not see it here
	 */
	public static function Describe(string $sId, Place $oPlace): ?array
	{
		if (!preg_match('/^([A-Za-z]\w{0,100}):([1-9][0-9]{0,9})$/D', $sId, $aParts) || !MetaModel::IsValidClass($aParts[1])) {
			return null;
		}
		$sClass = $aParts[1];
		$oSearch = $oPlace->Restrict(DBObjectSearch::FromOQL("SELECT $sClass WHERE id = :viewed_id", array('viewed_id' => (int)$aParts[2])), $sClass);
		if ($oSearch === null) {
			return null;
		}
		// A ticket's name is its reference.
		$aAttributes = array_values(array_filter(array('friendlyname', 'title'), function (string $sAttCode) use ($sClass) {
			return MetaModel::IsValidAttCode($sClass, $sAttCode);
		}));
		$oSet = new DBObjectSet($oSearch, array(), array(), null, 1);
		$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => $aAttributes));
		$oObject = $oSet->Fetch();
		if (!$oObject) {
			return null;
		}
		$aNames = array_unique(array_filter(array_map(function (string $sAttCode) use ($oObject) {
			return trim((string)$oObject->Get($sAttCode));
		}, $aAttributes), 'strlen'));

		return array(
			'title' => Facts::Cut(implode(': ', $aNames)),
			'link' => Facts::Cut(ConsolePlace::AbsoluteUrl($sClass, (int)$oObject->GetKey())),
		);
	}
}
