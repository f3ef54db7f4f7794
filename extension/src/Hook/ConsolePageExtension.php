<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use AbstractPageUIExtension;
use iTopWebPage;
use ItopTawk\Service\Page\ChatScript;

/**
 * The console of iTop 2.7.
 */
class ConsolePageExtension extends AbstractPageUIExtension
{
	/**
	 * @inheritDoc
	 */
	public function GetBannerHtml(iTopWebPage $oPage)
	{
		$sScript = ChatScript::ForConsole();
		if ($sScript !== '') {
			$oPage->add_script($sScript);
		}

		return '';
	}
}
