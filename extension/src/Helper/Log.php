<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

use IssueLog;
use MetaModel;
use Throwable;
use utils;

/**
 * Hooks run on each page: what is wrong is said once in iTop's log, not once per page view.
 *
 * The two modules have the same file, but for the namespace: each may be there without the other.
 */
class Log
{
	/**
	 * Logs a message unless it was logged already since the configuration was changed or iTop's setup was run.
	 *
	 * What was said is kept in iTop's cache folder, which the setup empties.
	 *
	 * @param string $sLevel a method of IssueLog: 'Error', 'Warning'
	 */
	public static function Once(string $sLevel, string $sMessage): void
	{
		$sFolder = utils::GetCachePath().Settings::MODULE;
		$sMarker = $sFolder.'/'.md5($sMessage.@filemtime(MetaModel::GetConfig()->GetLoadedFile())).'.said';
		if (file_exists($sMarker)) {
			return;
		}
		if (!is_dir($sFolder)) {
			@mkdir($sFolder, 0775, true);
		}
		@touch($sMarker);
		IssueLog::$sLevel(Settings::MODULE.': '.$sMessage, Settings::MODULE);
	}

	/**
	 * Says what failed and where, without the text of the exception, which may hold anything. Whatever happens here, the
	 * page goes on.
	 *
	 * @param string $sWhat what there is not, because of it
	 */
	public static function Failure(Throwable $oException, string $sWhat): void
	{
		try {
			self::Once('Error', $sWhat.': '.get_class($oException).' at '.basename($oException->getFile()).':'.$oException->getLine());
		} catch (Throwable $oSecondException) {
			// There is no log to tell.
		}
	}
}
