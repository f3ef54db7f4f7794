<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Hook;

use AbstractPortalUIExtension;
use ItopTawk\Service\Page\ChatScript;
use Symfony\Component\DependencyInjection\Container;

/**
 * The end-user portals, of every iTop version.
 */
class PortalUIExtension extends AbstractPortalUIExtension
{
	/**
	 * @inheritDoc
	 */
	public function GetJSInline(Container $oContainer)
	{
		$sScript = ChatScript::ForPortal($oContainer);

		// iTop prints a script tag even around an empty string.
		return ($sScript === '') ? null : $sScript;
	}
}
