<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Portal;

use Combodo\iTop\Portal\Brick\ManageBrick;
use ItopTawk\Chats\Helper\Settings;

/**
 * The list "My chats", which a setting adds to the portal. The portal's scopes decide what it shows.
 */
class MyChatsBrick extends ManageBrick
{
	public function GetActive()
	{
		return parent::GetActive() && Settings::Get('portal_brick', false) === true;
	}
}
