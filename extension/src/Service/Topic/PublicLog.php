<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Topic;

use CMDBSource;
use DBObject;
use MetaModel;
use UserRights;

/**
 * When somebody other than the user last wrote to the public log of a request.
 */
class PublicLog
{
	const ATTRIBUTE = 'public_log';

	/**
	 * Reads only the index of each log, some 150 bytes per entry: iTop itself would load the log's whole text.
	 *
	 * @param DBObject[] $aRequests which the user may see
	 *
	 * @return int[] seconds since 1970 by id of the request; none if nobody else has written
	 */
	public static function NewestOfOthers(array $aRequests): array
	{
		$aKeys = array();
		foreach ($aRequests as $oRequest) {
			$aKeys[get_class($oRequest)][] = (int)$oRequest->GetKey();
		}
		$aNewest = array();
		foreach ($aKeys as $sClass => $aKeysOfClass) {
			if (!MetaModel::IsValidAttCode($sClass, self::ATTRIBUTE)) {
				continue;
			}
			$aColumns = MetaModel::GetAttributeDef($sClass, self::ATTRIBUTE)->GetSQLExpressions();
			$sTable = MetaModel::DBGetTable($sClass, self::ATTRIBUTE);
			$sKey = MetaModel::DBGetKey(MetaModel::GetAttributeOrigin($sClass, self::ATTRIBUTE));
			$sKeys = implode(',', $aKeysOfClass);
			$sQuery = "SELECT `$sKey` AS id, `{$aColumns['_index']}` AS log_index FROM `$sTable` WHERE `$sKey` IN ($sKeys)";
			foreach (CMDBSource::QueryToArray($sQuery) as $aRow) {
				$iNewest = self::Newest((string)$aRow['log_index']);
				if ($iNewest > 0) {
					$aNewest["$sClass:{$aRow['id']}"] = $iNewest;
				}
			}
		}

		return $aNewest;
	}

	private static function Newest(string $sIndex): int
	{
		$aEntries = @unserialize($sIndex, array('allowed_classes' => false));
		$iNewest = 0;
		foreach (is_array($aEntries) ? $aEntries : array() as $aEntry) {
			$iDate = isset($aEntry['date']) && is_int($aEntry['date']) ? $aEntry['date'] : 0;
			if ($iDate > $iNewest && !self::IsOfUser($aEntry)) {
				$iNewest = $iDate;
			}
		}

		return $iNewest;
	}

	/**
	 * An entry that came by e-mail has no user, but the name of the person.
	 */
	private static function IsOfUser(array $aEntry): bool
	{
		if (!empty($aEntry['user_id'])) {
			return $aEntry['user_id'] == UserRights::GetUserId();
		}

		return isset($aEntry['user_name']) && $aEntry['user_name'] === UserRights::GetUserFriendlyName();
	}
}
