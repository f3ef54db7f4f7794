<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Service\Place;

use Dict;
use Throwable;

/**
 * The link to one of the portal's own pages.
 */
class BrickLink
{
	/** Ids of bricks in iTop's standard portal, every version */
	const NEW_REQUEST = 'services';
	const ONGOING_REQUESTS = 'ongoing-tickets-for-portal-user';

	/**
	 * Uses data that the portal has already loaded for its menu.
	 *
	 * @param \Symfony\Component\DependencyInjection\ContainerInterface $oContainer
	 *
	 * @return string[]|null label and address, null if this portal has no such brick, or not for this user
	 */
	public static function Find($oContainer, string $sBrickId): ?array
	{
		try {
			$oBrick = $oContainer->get('brick_collection')->GetBrickById($sBrickId);

			return array(
				Dict::S($oBrick->GetTitleNavigationMenu()),
				$oContainer->get('url_generator')->generate($oBrick->GetRouteName(), array('sBrickId' => $sBrickId)),
			);
		} catch (Throwable $oException) {
			return null;
		}
	}
}
