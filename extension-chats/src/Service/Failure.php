<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Service;

use IssueLog;
use Throwable;

/**
 * Whatever goes wrong in this module, iTop's page works: it is said in iTop's log, without what is in the chat.
 */
class Failure
{
	public static function Log(string $sPart, Throwable $e): void
	{
		$sWhere = basename($e->getFile()).':'.$e->getLine();
		IssueLog::Error("itop-tawk-chats: the $sPart failed with ".get_class($e)." at $sWhere");
	}
}
