<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use iBackofficeScriptExtension;
use ItopTawk\Service\Page\ChatScript;

/**
 * The console of iTop 3.0 and later. 3.0 and 3.1 place the script in the head, 3.2 at the end of the body.
 */
class ConsoleScriptExtension implements iBackofficeScriptExtension
{
	/**
	 * @inheritDoc
	 */
	public function GetScript(): string
	{
		return ChatScript::ForConsole();
	}
}
