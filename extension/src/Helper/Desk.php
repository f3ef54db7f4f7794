<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * One desk: a property and a widget of tawk.to's, when it is there, and for whom. What is null is no condition.
 */
class Desk
{
	/** @var int place in the setting "widgets", from 1 on; 0: the plain settings */
	public $iNumber = 0;
	/** @var string 24 hexadecimal digits */
	public $sPropertyId = '';
	/** @var string */
	public $sWidgetId = '';
	/** @var string|null a secret; null: secure mode is off */
	public $sApiKey;
	/** @var Hours|null null: always */
	public $oHours;
	/** @var bool outside its hours the desks after this one are asked */
	public $bPassesOn = false;

	/** @var string[]|null ids of portals; 'backoffice' is the console */
	public $aPortals;
	/** @var string[]|null names of profiles */
	public $aProfiles;
	/** @var string[]|null as 'FR FR', or 'FR' for each language that begins so */
	public $aLanguages;
	/** @var string[]|null names or ids */
	public $aOrganizations;
	/** @var bool also the organizations below those */
	public $bWithChildren = false;
	/** @var string|null an OQL, which has to give anything */
	public $sScope;
}
