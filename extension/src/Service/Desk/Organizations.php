<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use DBObjectSearch;
use DBObjectSet;
use MetaModel;
use UserRights;

/**
 * The organization of the user, and those above it.
 */
class Organizations
{
	/** The fields with the organization's name, among those that are loaded with the user */
	const NAME = 'org_id_friendlyname';
	const DEEPEST = 30;

	/**
	 * @return string '' if there is none, or if this iTop does not load it with the user
	 */
	public static function NameOfUser(): string
	{
		$oUser = UserRights::GetUserObject();

		return MetaModel::IsValidAttCode(get_class($oUser), self::NAME) ? trim((string)$oUser->Get(self::NAME)) : '';
	}

	/**
	 * Costs a query for each level if parent organizations count.
	 *
	 * @param string[] $aWanted names or ids
	 */
	public static function IsUserIn(array $aWanted, bool $bWithChildren): bool
	{
		$iOrganization = self::IdOfUser();
		if ($iOrganization === 0) {
			return false;
		}
		if (array_intersect($aWanted, array((string)$iOrganization, self::NameOfUser())) !== array()) {
			return true;
		}

		return $bWithChildren && array_intersect($aWanted, SessionMemory::Of("above $iOrganization", function () use ($iOrganization) {
			return self::Above($iOrganization);
		})) !== array();
	}

	private static function IdOfUser(): int
	{
		$oUser = UserRights::GetUserObject();

		return MetaModel::IsValidAttCode(get_class($oUser), 'org_id') ? (int)$oUser->Get('org_id') : 0;
	}

	/**
	 * @return string[] ids and names of an organization and its parents
	 */
	private static function Above(int $iId): array
	{
		$aFound = array();
		while ($iId > 0 && !in_array((string)$iId, $aFound, true) && count($aFound) < 2 * self::DEEPEST) {
			$oSearch = DBObjectSearch::FromOQL('SELECT Organization WHERE id = :id', array('id' => $iId));
			// Also if the user may not see it.
			$oSearch->AllowAllData();
			$oSet = new DBObjectSet($oSearch);
			$oSet->OptimizeColumnLoad(array($oSearch->GetClassAlias() => array('name', 'parent_id')));
			$oOrganization = $oSet->Fetch();
			if (!$oOrganization) {
				break;
			}
			array_push($aFound, (string)$iId, (string)$oOrganization->Get('name'));
			$iId = (int)$oOrganization->Get('parent_id');
		}

		return $aFound;
	}
}
