<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use AbstractPageUIExtension;
use iTopWebPage;
use ItopTawk\Chats\Service\ReadOnlyChats;

/**
 * The console of iTop 2.7.
 */
class ChatStylePageExtension extends AbstractPageUIExtension
{
	/**
	 * @inheritDoc
	 */
	public function GetBannerHtml(iTopWebPage $oPage)
	{
		$oPage->add_style(ReadOnlyChats::STYLE);

		return '';
	}
}
