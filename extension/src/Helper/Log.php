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
 * Writes to iTop's log. Hooks run on each page, so a problem is logged once, and not with each page view.
 *
 * Both modules have this file, with different namespaces: each may be installed without the other.
 */
class Log
{
	/**
	 * Logs a message, unless it was logged since the configuration file changed or iTop's setup ran.
	 *
	 * Logged messages are remembered in iTop's cache folder, which the setup empties.
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
	 * Logs what failed and where, without the exception's message, which may contain anything. Never throws: the
	 * page goes on.
	 *
	 * @param string $sWhat the consequence, such as 'no chat on this page'
	 */
	public static function Failure(Throwable $oException, string $sWhat): void
	{
		try {
			self::Once('Error', $sWhat.': '.get_class($oException).' at '.basename($oException->getFile()).':'.$oException->getLine());
		} catch (Throwable $oSecondException) {
			// The log does not work.
		}
	}
}
