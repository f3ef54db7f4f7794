<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Helper;

/**
 * One desk: a tawk.to property and widget, its hours, and its users. A property that is null is no condition.
 */
class Desk
{
	/** @var int position in the setting "widgets", from 1 on; 0: the plain settings */
	public $iNumber = 0;
	/** @var string 24 hexadecimal digits */
	public $sPropertyId = '';
	/** @var string */
	public $sWidgetId = '';
	/** @var string|null a secret; null: secure mode is off */
	public $sApiKey;
	/** @var Hours|null null: always */
	public $oHours;
	/** @var bool outside its hours the next matching desk is used */
	public $bPassesOn = false;

	/** @var string[]|null ids of portals; 'backoffice' is the console */
	public $aPortals;
	/** @var string[]|null names of profiles */
	public $aProfiles;
	/** @var string[]|null such as 'FR FR', or 'FR' for each language that begins with it */
	public $aLanguages;
	/** @var string[]|null names or ids */
	public $aOrganizations;
	/** @var bool also the organizations below them */
	public $bWithChildren = false;
	/** @var string|null an OQL query, which must find at least one object */
	public $sScope;
}
