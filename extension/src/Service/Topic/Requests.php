<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Topic;

use DBObject;
use DBObjectSearch;
use DBObjectSet;
use DBSearch;
use ItopTawk\Service\Place\Place;
use MetaModel;
use UserRights;

/**
 * Requests that the user may see in the current portal or console. Costs one query for each requested object, and for each class.
 */
class Requests
{
	/** @var Place */
	private $oPlace;
	/** @var string[] the classes in the setting that this iTop has */
	private $aClasses;

	/**
	 * @param string[] $aClasses as the setting names them
	 */
	public function __construct(Place $oPlace, array $aClasses)
	{
		$this->oPlace = $oPlace;
		$this->aClasses = array_filter($aClasses, function (string $sClass) {
			return MetaModel::IsValidClass($sClass) && MetaModel::IsValidAttCode($sClass, 'ref') && MetaModel::IsValidAttCode($sClass, 'last_update');
		});
	}

	/**
	 * @return string as UserRequest:12
	 */
	public static function Id(DBObject $oRequest): string
	{
		return get_class($oRequest).':'.$oRequest->GetKey();
	}

	/**
	 * @param string $sId as UserRequest:12
	 *
	 * @return DBObject|null null if there is none, or the user may not see it; it may be anybody's
	 */
	public function Find(string $sId): ?DBObject
	{
		if (!preg_match('/^([A-Za-z]\w{0,100}):([1-9][0-9]{0,9})$/D', $sId, $aParts) || !self::IsOfClasses($aParts[1], $this->aClasses)) {
			return null;
		}
		$aFound = $this->Fetch($aParts[1], 'id = :request_id', array('request_id' => (int)$aParts[2]), 1);

		return ($aFound === array()) ? null : $aFound[0];
	}

	/**
	 * @return DBObject[] the user's own requests that are not closed, the latest change first
	 */
	public function OpenOnesOfUser(int $iMost, ?DBObject $oWithout): array
	{
		$aFound = array();
		foreach ($this->ConditionsOfOpenOnes() as $sClass => $sCondition) {
			$aFound = array_merge($aFound, $this->Fetch($sClass, $sCondition, self::Contact(), $iMost + 1));
		}
		// Each once, also if a class in the setting is a subclass of another.
		$aById = array();
		foreach ($aFound as $oRequest) {
			$aById[self::Id($oRequest)] = $oRequest;
		}
		if ($oWithout !== null) {
			unset($aById[self::Id($oWithout)]);
		}
		usort($aById, function (DBObject $oOne, DBObject $oOther) {
			return strcmp($oOther->Get('last_update'), $oOne->Get('last_update')) ?: strcmp($oOther->Get('ref'), $oOne->Get('ref'));
		});

		return array_slice($aById, 0, $iMost);
	}

	/**
	 * @return int the number of the user's own requests that are not closed
	 */
	public function CountOpenOnesOfUser(): int
	{
		$iCount = 0;
		foreach ($this->ConditionsOfOpenOnes() as $sClass => $sCondition) {
			// Each once, also if a class in the setting is a subclass of another.
			$bIsWithin = self::IsOfClasses($sClass, array_diff($this->aClasses, array($sClass)));
			$oSearch = $bIsWithin ? null : $this->Search($sClass, $sCondition, self::Contact());
			if ($oSearch !== null) {
				$oSet = new DBObjectSet($oSearch);
				$iCount += $oSet->Count();
			}
		}

		return $iCount;
	}

	/**
	 * @return string[] by class
	 */
	private function ConditionsOfOpenOnes(): array
	{
		$aConditions = array();
		foreach ((UserRights::GetContactId() == 0) ? array() : $this->aClasses as $sClass) {
			if (MetaModel::IsValidAttCode($sClass, 'caller_id')) {
				$sOpen = MetaModel::IsValidAttCode($sClass, 'operational_status') ? " AND operational_status != 'closed'" : '';
				$aConditions[$sClass] = "caller_id = :contact$sOpen";
			}
		}

		return $aConditions;
	}

	private static function Contact(): array
	{
		return array('contact' => UserRights::GetContactId());
	}

	/**
	 * Whether a class is one of these, or a subclass.
	 *
	 * @param string $sClass which may not exist
	 * @param string[] $aClasses as the setting names them
	 */
	public static function IsOfClasses(string $sClass, array $aClasses): bool
	{
		foreach (MetaModel::IsValidClass($sClass) ? $aClasses : array() as $sAllowedClass) {
			// Not MetaModel::IsParentClass(), which throws for a class that this iTop does not have.
			if (is_a($sClass, $sAllowedClass, true)) {
				return true;
			}
		}

		return false;
	}

	private function Search(string $sClass, string $sCondition, array $aParameters): ?DBSearch
	{
		return $this->oPlace->Restrict(DBObjectSearch::FromOQL("SELECT $sClass WHERE $sCondition", $aParameters), $sClass);
	}

	/**
	 * @return DBObject[]
	 */
	private function Fetch(string $sClass, string $sCondition, array $aParameters, int $iMost): array
	{
		$oSearch = $this->Search($sClass, $sCondition, $aParameters);
		if ($oSearch === null) {
			return array();
		}
		// By reference if all were changed at once, as by an import. Not by id: 2.7 and 3.0 fail if not all attributes are loaded.
		$oSet = new DBObjectSet($oSearch, array('last_update' => false, 'ref' => false), array(), null, $iMost);
		// Other attributes can have megabytes, above all the logs.
		$aAttributes = array_filter(array('ref', 'title', 'last_update', MetaModel::GetStateAttributeCode($sClass)));
		$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => $aAttributes));
		$aRequests = array();
		while ($oRequest = $oSet->Fetch()) {
			$aRequests[] = $oRequest;
		}

		return $aRequests;
	}
}
