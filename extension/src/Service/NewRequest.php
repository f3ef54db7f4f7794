<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service;

use Dict;
use Symfony\Component\DependencyInjection\Container;
use Throwable;

/**
 * The portal's own page for a new request.
 */
class NewRequest
{
	/** Id of the brick in iTop's standard portal, every version */
	const BRICK = 'services';

	/**
	 * Takes what the portal has in memory anyway for its menu.
	 *
	 * @return string[]|null words and address, null where this portal has no such brick, or not for this user
	 */
	public static function Link(Container $oContainer): ?array
	{
		try {
			$oBrick = $oContainer->get('brick_collection')->GetBrickById(self::BRICK);

			return array(
				Dict::S($oBrick->GetTitleNavigationMenu()),
				$oContainer->get('url_generator')->generate($oBrick->GetRouteName(), array('sBrickId' => self::BRICK)),
			);
		} catch (Throwable $oException) {
			return null;
		}
	}
}
