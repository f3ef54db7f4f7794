<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use ItopTawk\Helper\Log;
use ItopTawk\Helper\Settings;
use ItopTawk\Service\Dashboard\DashboardAccess;
use MenuGroup;
use MetaModel;
use ModuleHandlerAPI;
use Throwable;
use UserRights;
use utils;
use WebPageMenuNode;

/**
 * "Agent dashboard" in the console's menu, for those who may open it. No XML can tell these apart, hence a hook.
 */
class DashboardMenu extends ModuleHandlerAPI
{
	const ID = 'ItopTawk:Dashboard';
	const RANK = 5;

	/**
	 * @inheritDoc
	 */
	public static function OnMenuCreation()
	{
		try {
			if (self::IsMine()) {
				new WebPageMenuNode(self::ID, utils::GetAbsoluteUrlModulePage(Settings::MODULE, 'dashboard.php'), self::Group()->GetIndex(), self::RANK);
			}
		} catch (Throwable $oException) {
			Log::Failure($oException, 'the menu lacks the agent dashboard');
		}
	}

	/**
	 * Errors in what the chat needs as well are logged there, once.
	 */
	private static function IsMine(): bool
	{
		try {
			return DashboardAccess::Mine() !== null;
		} catch (Throwable $oException) {
			return false;
		}
	}

	/**
	 * @return MenuGroup that of the module itop-tawk-chats, which adds its own entries later; without it, one of our own
	 */
	private static function Group(): MenuGroup
	{
		$bHasChats = MetaModel::IsValidClass('TawkChat') && UserRights::IsActionAllowed('TawkChat', UR_ACTION_READ) != UR_ALLOWED_NO;
		$aGroup = $bHasChats ? array('TawkChats', 35) : array('ItopTawk:Chats', 35);
		$aCondition = $bHasChats ? array('TawkChat', UR_ACTION_READ) : array();
		// From iTop 3.0 on, a group has an icon.
		$aIcon = method_exists(MenuGroup::class, 'GetDecorationClasses') ? array('fas fa-comments') : array();

		return new MenuGroup(...array_merge($aGroup, $aIcon, $aCondition));
	}
}
