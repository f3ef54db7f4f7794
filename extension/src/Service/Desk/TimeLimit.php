<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Desk;

use CMDBSource;

/**
 * Limits the time of one search in the database: an OQL query in a setting must not slow down the pages.
 */
class TimeLimit
{
	const SECONDS = 2;
	/** Of MariaDB, in seconds; of MySQL, in milliseconds */
	const VARIABLES = array('max_statement_time' => self::SECONDS, 'max_execution_time' => self::SECONDS * 1000);

	/**
	 * @return mixed the result of $fSearch
	 */
	public static function Around(callable $fSearch)
	{
		$aRows = CMDBSource::QueryToArray("SHOW SESSION VARIABLES WHERE Variable_name IN ('max_statement_time', 'max_execution_time')");
		foreach ($aRows as $aRow) {
			$sVariable = $aRow['Variable_name'];
			CMDBSource::Query("SET SESSION $sVariable = ".self::VARIABLES[$sVariable]);
		}
		try {
			return $fSearch();
		} finally {
			foreach ($aRows as $aRow) {
				// The database's own words: before PHP 8 a float is written with the comma of PHP's locale
				CMDBSource::Query("SET SESSION {$aRow['Variable_name']} = {$aRow['Value']}");
			}
		}
	}
}
